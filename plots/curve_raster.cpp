// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/curve_raster.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <utility>

#if defined(__x86_64__)
/// One more for processors with AVX2, chosen when the program starts: the loops take half the time there.
#define COBENCH_VECTOR_CLONES [[gnu::target_clones("avx2", "default")]]
#else
#define COBENCH_VECTOR_CLONES
#endif

namespace cobench::plots {
namespace {

constexpr std::size_t kPointsPerColumn = 4; // above it, the extremes of blocks are looked up
constexpr std::size_t kCrowd = 200; // lines; so many together are drawn in columns of two pixels
constexpr int kBlock = 256; // points
constexpr double kFar = 1e6; // device pixels: beyond any picture, within an int

/// log2 of a positive number to about 1e-4: an error of a thousandth of a pixel on any axis. Additions only, so
/// that loops over it become vectors.
double fastLog2(double value)
{
    constexpr std::uint64_t kTwoTo52 = 0x4330000000000000U;
    const auto bits = std::bit_cast<std::uint64_t>(value);
    const double exponent = std::bit_cast<double>((bits >> 52) | kTwoTo52) - (4503599627370496.0 + 1023.0);
    const double m = std::bit_cast<double>((bits & 0x000fffffffffffffU) | 0x3ff0000000000000U) - 1.0;
    return exponent
        + m
        * (1.4425449290
            + m
                * (-0.7181452567
                    + m * (0.4575485901 + m * (-0.2779042655 + m * (0.1227931690 - m * 0.0268370000)))));
}

/// std::floor for what lies within kFar, without its call.
int floorOf(double value)
{
    return int(value + kFar) - int(kFar);
}

/// From a coordinate to a device pixel, as the axis does it, but inlined.
class Scale
{
public:
    Scale(const QCPAxis& axis, double origin, double dotsPerUnit)
        : m_logarithmic(axis.scaleType() == QCPAxis::stLogarithmic)
    {
        const double low = of(axis.range().lower);
        const double high = of(axis.range().upper);
        const double lowPixel = (axis.coordToPixel(axis.range().lower) - origin) * dotsPerUnit;
        const double highPixel = (axis.coordToPixel(axis.range().upper) - origin) * dotsPerUnit;
        m_factor = (highPixel - lowPixel) / (high - low);
        m_offset = lowPixel - m_factor * low;
    }
    /// NaN for what a logarithmic axis cannot show.
    double operator()(double coordinate) const { return m_offset + m_factor * of(coordinate); }

    /// Of one coordinate of many points.
    void convert(const CurvePoint* points, double CurvePoint::*coordinate, int count, double* pixels) const
    {
        if (m_logarithmic)
            for (int i = 0; i < count; ++i)
                pixels[i] = m_offset + m_factor * logOf(points[i].*coordinate);
        else
            for (int i = 0; i < count; ++i)
                pixels[i] = m_offset + m_factor * points[i].*coordinate;
    }

private:
    static double logOf(double value)
    {
        const double log = fastLog2(value);
        return value > 0.0 ? log : std::numeric_limits<double>::quiet_NaN();
    }
    double of(double value) const { return m_logarithmic ? logOf(value) : value; }

    bool m_logarithmic;
    double m_factor = 1.0;
    double m_offset = 0.0;
};

struct Span {
    int top = 0;
    int bottom = -1; // row; above the top: nothing
};

/// Pixels as numbers of a palette, column after column, filled from the front to the back: what has a colour keeps
/// it. Of a crowd of lines nearly all that is drawn lies behind what is there.
class Cells
{
public:
    /// `step` pixels of the image lie in one column. `memory` is there for the cells.
    Cells(QImage& image, int step, std::vector<std::uint8_t>& memory)
        : m_image(image)
        , m_step(step)
        , m_width((image.width() + step - 1) / step)
        , m_height(image.height())
        , m_cells(memory)
        , m_covered(std::size_t(m_width))
    {
        m_cells.assign(std::size_t(m_width) * std::size_t(m_height), 0);
    }

    int width() const { return m_width; }
    int height() const { return m_height; }

    /// Number of a colour; 0 is nothing.
    std::uint8_t ink(QRgb color)
    {
        const auto found = std::find(m_palette.begin() + 1, m_palette.end(), color);
        if (found != m_palette.end())
            return std::uint8_t(found - m_palette.begin());
        Q_ASSERT(m_palette.size() < 256); // a theme has far fewer
        m_palette.push_back(color);
        return std::uint8_t(m_palette.size() - 1);
    }
    /// Rows top ... bottom of a column, all inside.
    void stroke(int column, int top, int bottom, std::uint8_t ink)
    {
        Span& covered = m_covered[std::size_t(column)];
        if (top >= covered.top && bottom <= covered.bottom)
            return;
        std::uint8_t* cells = m_cells.data() + std::size_t(column) * std::size_t(m_height);
        for (int row = top; row <= bottom; ++row)
            cells[row] = cells[row] == 0 ? ink : cells[row];
        if (top <= covered.bottom + 1 && bottom + 1 >= covered.top)
            covered = {std::min(top, covered.top), std::max(bottom, covered.bottom)};
        else if (bottom - top > covered.bottom - covered.top)
            covered = {top, bottom};
    }
    /// Into the image, in blocks that fit the cache both ways.
    void resolve()
    {
        constexpr int kSide = 64;
        for (int top = 0; top < height(); top += kSide)
            for (int left = 0; left < width(); left += kSide)
                resolveBlock(left, std::min(left + kSide, width()), top, std::min(top + kSide, height()));
    }

private:
    void resolveBlock(int left, int right, int top, int bottom)
    {
        for (int row = top; row < bottom; ++row) {
            auto* pixels = reinterpret_cast<QRgb*>(m_image.scanLine(row));
            const std::uint8_t* cell = m_cells.data() + std::size_t(left) * std::size_t(m_height) + row;
            for (int column = left; column < right; ++column, cell += m_height)
                if (*cell != 0)
                    std::fill_n(pixels + std::ptrdiff_t(column) * m_step,
                        std::min(m_step, m_image.width() - column * m_step),
                        m_palette[*cell]);
        }
    }

    QImage& m_image;
    int m_step;
    int m_width; // columns
    int m_height;
    std::vector<std::uint8_t>& m_cells; // [column][row]
    std::vector<Span> m_covered; // rows of each column that have a colour, but not all that have one
    std::vector<QRgb> m_palette{0};
};

/// One line after the other as strokes: the rows it covers in each column, filled at its end or at a gap.
class Strokes
{
public:
    Strokes(Cells& cells, int thickness)
        : m_cells(cells)
        , m_extra(thickness - 1)
        , m_spans(std::size_t(cells.width()) + 2)
    {
    }

    void begin(QRgb color) { m_ink = m_cells.ink(color); }

    /// Columns -1 ... width, not falling from point to point.
    void add(int column, int row) { add(&column, &row, 1); }

    /// Written without branches for points in the same or the next column: which of both it is changes too often to
    /// be foreseen by a processor.
    void add(const int* columns, const int* rows, int count)
    {
        if (!m_joined)
            start(columns[0], rows[0]);
        Span span = m_spans[std::size_t(m_column) + 1];
        int column = m_column;
        int last = m_last;
        for (int i = 0; i < count; ++i) {
            const int row = rows[i];
            if (columns[i] - column > 1) {
                last = join(column, last, columns[i], row);
                column = columns[i] - 1;
            }
            const bool isNext = columns[i] != column;
            span.top = std::min(row, isNext ? last : span.top);
            span.bottom = std::max(row, isNext ? last : span.bottom);
            column = columns[i];
            last = row;
            m_spans[std::size_t(column) + 1] = span;
        }
        m_column = column;
        m_last = last;
    }

    void end()
    {
        if (!std::exchange(m_joined, false))
            return;
        const int bottom = m_cells.height() - 1;
        for (int column = std::max(m_first, 0); column <= std::min(m_column, m_cells.width() - 1); ++column) {
            const Span& span = m_spans[std::size_t(column) + 1];
            const int from = std::max(0, span.top - m_extra);
            const int to = std::min(bottom, span.bottom);
            if (from <= to)
                m_cells.stroke(column, from, to, m_ink);
        }
    }

private:
    void start(int column, int row)
    {
        m_joined = true;
        m_first = m_column = column;
        m_last = row;
        m_spans[std::size_t(column) + 1] = {row, row};
    }

    /// Fills the columns between two points and says in which row the line enters the second one's.
    int join(int from, int before, int column, int row)
    {
        const double slope = double(row - before) / (column - from);
        for (int between = from + 1; between < column; ++between) {
            const double enters = before + slope * (between - from - 0.5);
            m_spans[std::size_t(between) + 1]
                = {floorOf(std::min(enters, enters + slope)), floorOf(std::max(enters, enters + slope))};
        }
        return int(row - slope * 0.5);
    }

    Cells& m_cells;
    int m_extra;
    std::vector<Span> m_spans; // from column -1
    std::uint8_t m_ink = 0;
    int m_first = 0;
    int m_column = 0;
    int m_last = 0; // row
    bool m_joined = false;
};

struct Frame {
    int width; // columns
    const QCPAxis& keys;
    Scale x;
    Scale y;
    double left; // logical pixel of the image's first column
    double dots; // columns per logical pixel
};

int rowOf(double y)
{
    return int(std::clamp(y, -kFar, kFar));
}

/// Where the line between two points crosses the edge of the view, in a column just outside.
void addCrossing(const CurvePoint& from, const CurvePoint& to, int column, const Frame& frame, Strokes& strokes)
{
    const double x1 = frame.x(from.x);
    const double y1 = frame.y(from.y);
    const double y = y1 + (frame.y(to.y) - y1) * (column - x1) / (frame.x(to.x) - x1);
    if (!std::isnan(y))
        strokes.add(column, rowOf(y));
}

/// A block of points: pixels first, in loops that become vectors, then strokes.
COBENCH_VECTOR_CLONES void addBlock(const CurvePoint* points, int count, const Frame& frame, Strokes& strokes)
{
    constexpr double kNowhere = -2.0 * kFar; // row of a gap
    std::array<double, kBlock> x;
    std::array<double, kBlock> y;
    std::array<int, kBlock> columns;
    std::array<int, kBlock> rows;
    frame.x.convert(points, &CurvePoint::x, count, x.data());
    frame.y.convert(points, &CurvePoint::y, count, y.data());
    const double right = frame.width;
    for (int i = 0; i < count; ++i) {
        const double place = std::min(std::max(y[i], -kFar), kFar);
        const double shown = x[i] == x[i] && y[i] == y[i] ? place : kNowhere;
        rows[i] = int(shown);
        columns[i] = floorOf(std::min(std::max(-1.0, x[i]), right));
    }
    for (int i = 0; i < count;) {
        const auto next = int(std::find(rows.begin() + i, rows.begin() + count, int(kNowhere)) - rows.begin());
        if (next > i)
            strokes.add(&columns[std::size_t(i)], &rows[std::size_t(i)], next - i);
        if (next < count)
            strokes.end();
        i = next + 1;
    }
}

void addPoints(const CurvePoints& points, std::size_t first, std::size_t last, const Frame& frame, Strokes& strokes)
{
    const int right = frame.width;
    while (first + 1 < last && frame.x(points[first + 1].x) < -1.0)
        ++first;
    while (first + 1 < last && frame.x(points[last - 2].x) > right)
        --last;
    const bool enters = first + 1 < last && frame.x(points[first].x) < -1.0;
    const bool leaves = first + 1 < last && frame.x(points[last - 1].x) > right;
    if (enters)
        addCrossing(points[first], points[first + 1], -1, frame, strokes);
    first += enters ? 1 : 0;
    last -= leaves ? 1 : 0;
    for (; first < last; first += std::min<std::size_t>(kBlock, last - first))
        addBlock(&points[first], int(std::min<std::size_t>(kBlock, last - first)), frame, strokes);
    if (leaves)
        addCrossing(points[last - 1], points[last], right, frame, strokes);
}

void addColumns(
    const CurvePoints& points, std::size_t first, std::size_t last, const Frame& frame, Strokes& strokes)
{
    std::size_t count = 0; // of the column before: most have as many
    for (int column = -1; column <= frame.width && first < last; ++column) {
        const double end = frame.keys.pixelToCoord(frame.left + (column + 1) / frame.dots);
        const std::size_t next = points.lowerBoundNear(std::min(first + count, last), end, first, last);
        const CurvePoints::Extremes found = points.extremes(first, next);
        const bool isGap = next != first && found.isEmpty();
        count = next - first;
        first = next;
        const double high = found.isEmpty() ? std::nan("") : frame.y(found.high);
        if (isGap)
            strokes.end();
        if (std::isnan(high))
            continue;
        const double low = frame.y(found.low);
        strokes.add(column, rowOf(high));
        strokes.add(column, rowOf(std::isnan(low) ? high : low));
    }
}

void drawLine(const CurvePoints& points, const QPen& pen, const Frame& frame, Strokes& strokes)
{
    const auto [first, last] = points.inView(frame.keys.range().lower, frame.keys.range().upper);
    strokes.begin(qPremultiply(pen.color().rgba()));
    if (last - first > kPointsPerColumn * std::size_t(frame.width))
        addColumns(points, first, last, frame, strokes);
    else
        addPoints(points, first, last, frame, strokes);
    strokes.end();
}

} // namespace

CurveRaster::CurveRaster(QCustomPlot* plot)
    : QCPLayerable(plot, QStringLiteral("main"))
{
}

void CurveRaster::draw(QCPPainter* painter)
{
    if (m_lines.empty())
        return;
    const bool isVector = painter->modes().testFlag(QCPPainter::pmVectorized);
    for (const CurveLine* line : m_lines)
        if (line->visible())
            isVector ? line->paint(*painter) : line->paintBand(*painter);
    if (isVector)
        return;
    const QRect area = clipRect();
    const double dots = painter->device()->devicePixelRatioF() * painter->transform().m11();
    const QSize size = (QSizeF(area.size()) * dots).toSize().expandedTo({1, 1});
    if (m_image.size() != size)
        m_image = QImage(size, QImage::Format_ARGB32_Premultiplied);
    m_image.fill(Qt::transparent);
    const QCPAxis& keys = *mParentPlot->xAxis;
    const int step = m_lines.size() >= kCrowd ? 2 : 1;
    Cells cells(m_image, step, m_cells);
    const Frame frame{.width = cells.width(),
        .keys = keys,
        .x = Scale(keys, area.left(), dots / step),
        .y = Scale(*mParentPlot->yAxis, area.top(), dots),
        .left = double(area.left()),
        .dots = dots / step};
    Strokes strokes(cells, std::max(1, qRound(dots)));
    const std::vector frontToBack(m_lines.rbegin(), m_lines.rend());
    for (const CurveLine* line : frontToBack)
        if (line->visible())
            drawLine(line->shown(), line->pen(), frame, strokes);
    for (const CurveLine* line : frontToBack)
        if (line->visible() && line->hasSmooth())
            drawLine(line->raw(), line->backPen(), frame, strokes);
    cells.resolve();
    painter->drawImage(QRectF(area), m_image);
}

} // namespace cobench::plots
