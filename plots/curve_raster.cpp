// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/curve_raster.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <optional>

namespace cobench::plots {
namespace {

constexpr std::size_t kPointsPerColumn = 4; // above it, the extremes of blocks are looked up
constexpr std::size_t kCrowd = 200; // lines; so many together are drawn in columns of two pixels
constexpr double kFar = 1e6; // device pixels: beyond any picture, within an int

/// log2 of a positive number to about 1e-4: an error of a thousandth of a pixel on any axis.
double fastLog2(double value)
{
    const auto bits = std::bit_cast<std::uint64_t>(value);
    const double exponent = double(std::int64_t(bits >> 52) - 1023);
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

private:
    double of(double value) const
    {
        if (!m_logarithmic)
            return value;
        return value > 0.0 ? fastLog2(value) : std::numeric_limits<double>::quiet_NaN();
    }
    bool m_logarithmic;
    double m_factor = 1.0;
    double m_offset = 0.0;
};

/// Pixels as numbers of a palette, column after column: an upright stroke is then one run of bytes.
class Cells
{
public:
    /// `step` pixels of the image lie in one column.
    Cells(QImage& image, int step)
        : m_image(image)
        , m_step(step)
        , m_width((image.width() + step - 1) / step)
        , m_height(image.height())
        , m_cells(std::size_t(m_width) * std::size_t(m_height), 0)
    {
    }

    int width() const { return m_width; }
    int height() const { return m_height; }

    /// Number of a colour; 0 is nothing.
    std::uint8_t ink(QRgb color)
    {
        const auto found = std::find(m_palette.begin() + 1, m_palette.end(), color);
        if (found != m_palette.end())
            return std::uint8_t(found - m_palette.begin());
        if (m_palette.size() == 256) { // what is drawn so far stays below what comes
            resolve();
            std::fill(m_cells.begin(), m_cells.end(), std::uint8_t(0));
            m_palette.resize(1);
        }
        m_palette.push_back(color);
        return std::uint8_t(m_palette.size() - 1);
    }
    /// Rows top ... bottom of a column, all inside.
    void stroke(int column, int top, int bottom, std::uint8_t ink)
    {
        std::memset(m_cells.data() + std::size_t(column) * std::size_t(m_height) + top,
            ink,
            std::size_t(bottom) - std::size_t(top) + 1);
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
    std::vector<std::uint8_t> m_cells; // [column][row]
    std::vector<QRgb> m_palette{0};
};

/// Strokes of one line, column after column.
class Strokes
{
public:
    Strokes(Cells& cells, QRgb color, int thickness)
        : m_cells(cells)
        , m_width(cells.width())
        , m_height(cells.height())
        , m_ink(cells.ink(color))
        , m_extra(thickness - 1)
    {
    }

    void gap()
    {
        flush();
        m_joined = false;
    }
    void add(double x, double y)
    {
        const int column = floorOf(std::clamp(x, -2.0, double(m_width) + 1.0));
        const int row = int(std::clamp(y, -kFar, kFar));
        if (column != m_column)
            begin(column, row);
        m_top = std::min(m_top, row);
        m_bottom = std::max(m_bottom, row);
        m_last = row;
    }
    void addColumn(int column, double y1, double y2)
    {
        add(column, y1);
        add(column, y2);
    }
    void flush()
    {
        if (m_column < 0 || m_column >= m_width)
            return;
        const int top = std::max(0, m_top - m_extra);
        const int bottom = std::min(m_height - 1, m_bottom);
        if (top <= bottom)
            m_cells.stroke(m_column, top, bottom, m_ink);
    }

private:
    void begin(int column, int row)
    {
        flush();
        const int from = m_column;
        const int before = m_last;
        m_column = column;
        m_top = m_bottom = row;
        if (!m_joined) {
            m_joined = true;
            return;
        }
        join(from, before, column, row);
        m_column = column;
    }
    /// Columns between two points that are more than one apart, and the upright part between neighbours.
    void join(int from, int before, int column, int row)
    {
        const int distance = column - from;
        if (distance == 1) {
            m_top = std::min(row, before);
            m_bottom = std::max(row, before);
            return;
        }
        const double slope = double(row - before) / distance;
        for (int between = std::max(from + 1, 0); between < std::min(column, m_width); ++between) {
            const double start = before + slope * (between - from - 0.5);
            m_column = between;
            m_top = floorOf(std::min(start, start + slope));
            m_bottom = floorOf(std::max(start, start + slope));
            flush();
        }
        const int near = int(row - slope * 0.5);
        m_top = std::min(row, near);
        m_bottom = std::max(row, near);
    }

    Cells& m_cells;
    int m_width;
    int m_height;
    std::uint8_t m_ink;
    int m_extra;
    int m_column = -3;
    int m_top = 0;
    int m_bottom = 0;
    int m_last = 0;
    bool m_joined = false;
};

struct Frame {
    Cells& cells;
    const QCPAxis& keys;
    Scale x;
    Scale y;
    int thickness; // of a line, in device pixels
    double left; // logical pixel of the image's first column
    double dots; // columns per logical pixel
};

/// Where the line from one point to the next crosses an upright line.
double crossing(const QPointF& from, const QPointF& to, double x)
{
    return from.y() + (to.y() - from.y()) * (x - from.x()) / (to.x() - from.x());
}

void addPoints(const CurvePoints& points, std::size_t first, std::size_t last, const Frame& frame, Strokes& strokes)
{
    const double right = frame.cells.width();
    std::optional<QPointF> before; // nothing after a gap
    for (std::size_t i = first; i < last; ++i) {
        const QPointF at(frame.x(points[i].x), frame.y(points[i].y));
        if (std::isnan(at.x()) || std::isnan(at.y())) {
            strokes.gap();
            before.reset();
            continue;
        }
        if (before && before->x() < -1.0 && at.x() > -1.0) // the line enters the view
            strokes.add(-1.0, crossing(*before, at, -1.0));
        if (before && before->x() < right && at.x() > right) // and leaves it
            strokes.add(right, crossing(*before, at, right));
        else if (at.x() >= -1.0 && at.x() <= right)
            strokes.add(at.x(), at.y());
        before = at;
    }
}

void addColumns(
    const CurvePoints& points, std::size_t first, std::size_t last, const Frame& frame, Strokes& strokes)
{
    for (int column = -1; column <= frame.cells.width() && first < last; ++column) {
        const double end = frame.keys.pixelToCoord(frame.left + (column + 1) / frame.dots);
        const std::size_t next = points.lowerBound(end, first, last);
        const CurvePoints::Extremes found = points.extremes(first, next);
        const bool isGap = next != first && found.isEmpty();
        first = next;
        const double high = found.isEmpty() ? std::nan("") : frame.y(found.high);
        if (isGap)
            strokes.gap();
        if (std::isnan(high))
            continue;
        const double low = frame.y(found.low);
        strokes.addColumn(column, high, std::isnan(low) ? high : low);
    }
}

void drawLine(const CurvePoints& points, const QPen& pen, const Frame& frame)
{
    const auto [first, last] = points.inView(frame.keys.range().lower, frame.keys.range().upper);
    Strokes strokes(frame.cells, qPremultiply(pen.color().rgba()), frame.thickness);
    if (last - first > kPointsPerColumn * std::size_t(frame.cells.width()))
        addColumns(points, first, last, frame, strokes);
    else
        addPoints(points, first, last, frame, strokes);
    strokes.flush();
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
    QImage image((QSizeF(area.size()) * dots).toSize().expandedTo({1, 1}), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    const QCPAxis& keys = *mParentPlot->xAxis;
    const int step = m_lines.size() >= kCrowd ? 2 : 1;
    Cells cells(image, step);
    const Frame frame{.cells = cells,
        .keys = keys,
        .x = Scale(keys, area.left(), dots / step),
        .y = Scale(*mParentPlot->yAxis, area.top(), dots),
        .thickness = std::max(1, qRound(dots)),
        .left = double(area.left()),
        .dots = dots / step};
    for (const CurveLine* line : m_lines)
        if (line->visible() && line->hasSmooth())
            drawLine(line->raw(), line->backPen(), frame);
    for (const CurveLine* line : m_lines)
        if (line->visible())
            drawLine(line->shown(), line->pen(), frame);
    cells.resolve();
    painter->drawImage(QRectF(area), image);
}

} // namespace cobench::plots
