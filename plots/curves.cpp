// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/curves.h"

#include "plots/axis_marks.h"
#include "plots/axis_style.h"
#include "plots/count_ticker.h"
#include "plots/curve_line.h"
#include "plots/curve_markers.h"
#include "plots/curve_raster.h"
#include "plots/legend_item.h"
#include "plots/plot_canvas.h"
#include "plots/plot_overlay.h"

#include <algorithm>
#include <cmath>

namespace cobench::plots {
namespace {

using namespace Qt::StringLiterals;

const QString kLayer = u"curves"_s; // hidden while the raster draws the lines

constexpr double kRawShare = 0.3; // how strongly the raw line shows behind the smooth one
constexpr double kBandShare = 0.22;
constexpr std::size_t kCoarseFrom = 200000; // points in all
constexpr std::size_t kCoarseLines = 50; // smooth edges of so many lines take longer than a frame
constexpr std::size_t kMostInLegend = 30; // more names than that are read by pointing
constexpr double kReach = 24.0; // pixels from the mouse to a line
constexpr double kHighlightWidth = 3.0;
constexpr std::size_t kSayPointsFrom = 20000;
constexpr std::size_t kWorthSaying = 4; // points per pixel column

/// A series without a name of its own goes by that of the named one of its category.
QString nameOf(const std::vector<CurveSeries>& all, std::size_t series)
{
    for (std::size_t i = 0; all[series].name.isEmpty() && i < all.size(); ++i)
        if (all[i].category == all[series].category && !all[i].name.isEmpty())
            return all[i].name;
    return all[series].name;
}

} // namespace

Curves::Curves(QWidget* parent)
    : PlotWidget(parent)
    , m_raster(new CurveRaster(&plot()))
    , m_marks(new AxisMarks(&plot()))
    , m_markers(new CurveMarkers(&plot()))
{
    useLegend({});
    plot().addLayer(kLayer, plot().layer(u"main"_s));
    m_markers->setColours([this](std::size_t series) {
        return series < m_lines.size() && isShown(series) ? std::optional(colourOf(series)) : std::nullopt;
    });
    overlay().setMarks([this](QCPPainter& painter) { drawHighlight(painter); });
}

Curves::~Curves() = default;

void Curves::drawHighlight(QCPPainter& painter) const
{
    if (!m_highlighted || *m_highlighted >= m_lines.size() || !isShown(*m_highlighted))
        return;
    QPen pen = m_lines[*m_highlighted]->pen();
    pen.setWidthF(kHighlightWidth);
    painter.setClipRect(plot().axisRect()->rect());
    m_lines[*m_highlighted]->drawShown(painter, pen);
    painter.setClipping(false);
}

void Curves::setData(CurvesData shown)
{
    m_data = std::move(shown);
    m_highlighted.reset();
    setAxisTitles(m_data.xTitle, m_data.yTitle);
    if (!isLogarithmic(Qt::Horizontal))
        plot().xAxis->setTicker(
            QSharedPointer<QCPAxisTicker>(m_data.countsX ? new CountTicker : new QCPAxisTicker));
    dropLines();
    for (CurveSeries& series : m_data.series)
        addLine(series);
    m_marks->setMarks(m_data.marks);
    m_markers->setMarkers(m_data.markers);
    setLegendHeading(m_data.legendTitle);
    setLegendShown(m_lines.size() > 1 && m_lines.size() <= kMostInLegend);
    refreshTraits();
    refreshDrawing();
    refreshNote();
    dataChanged();
}

void Curves::dropLines()
{
    m_raster->setLines({});
    for (CurveLine* line : m_lines) {
        line->removeFromLegend();
        plot().removePlottable(line);
    }
    m_lines.clear();
}

void Curves::addLine(CurveSeries& series)
{
    auto* line = new CurveLine(plot().xAxis, plot().yAxis); // the plot owns it
    line->setLayer(kLayer);
    line->setSmoothing(m_smoothing);
    line->setPoints(std::exchange(series.points, {}), series.low, series.high);
    line->setName(nameOf(m_data.series, m_lines.size()));
    line->setVisible(!m_hidden.contains(line->name()));
    if (m_data.series.size() <= kMostInLegend && !series.name.isEmpty())
        addToLegend(*line);
    m_lines.push_back(line);
}

bool Curves::isShown(std::size_t series) const
{
    return m_lines[series]->visible();
}

QColor Curves::colourOf(std::size_t series) const
{
    return theme().category(m_data.series[series].category).color;
}

void Curves::replacePoints(std::size_t series, std::vector<CurvePoint> points)
{
    m_lines[series]->setPoints(std::move(points));
}

const std::vector<CurvePoint>& Curves::points(std::size_t series) const
{
    return m_lines[series]->raw().points();
}

void Curves::refreshTraits()
{
    SpanFinder x;
    SpanFinder y;
    for (const CurveLine* line : m_lines) {
        bool found = false;
        const QCPRange values = line->getValueRange(found, QCP::sdBoth, {});
        if (!found)
            continue;
        x.add(line->getKeyRange(found, QCP::sdBoth).lower);
        y.add(values.lower);
    }
    setContinuous(Qt::Horizontal, x.isPositive());
    setContinuous(Qt::Vertical, y.isPositive());
}

void Curves::append(std::size_t series, const std::vector<CurvePoint>& points)
{
    const bool wasCoarse = isCoarse();
    for (const CurvePoint& point : points)
        m_lines[series]->append(point);
    if (!wasCoarse && isCoarse())
        refreshDrawing();
    refreshTraits();
    refreshNote();
    dataChanged();
}

void Curves::setMarks(std::vector<AxisMark> marks)
{
    m_data.marks = std::move(marks);
    m_marks->setMarks(m_data.marks);
    queueReplot();
}

void Curves::setSmoothing(const Smoothing& smoothing)
{
    if (m_smoothing == smoothing)
        return;
    m_smoothing = smoothing;
    m_smoothing.weight = std::clamp(smoothing.weight, 0.0, 0.999);
    m_smoothing.window = std::max<std::size_t>(1, smoothing.window);
    for (CurveLine* line : m_lines)
        line->setSmoothing(m_smoothing);
    refreshNote();
    queueReplot();
}

std::size_t Curves::pointCount() const
{
    std::size_t count = 0;
    for (const CurveLine* line : m_lines)
        count += line->raw().size();
    return count;
}

void Curves::setHighlighted(std::optional<std::size_t> series)
{
    if (m_highlighted == series)
        return;
    m_highlighted = series;
    overlay().refresh();
}

void Curves::refreshNote()
{
    QStringList notes{m_data.note};
    if (m_smoothing.isOn())
        notes += m_smoothing.kind == Smoothing::Kind::Exponential
            ? tr("smoothed, weight %1").arg(formatNumber(m_smoothing.weight))
            : tr("mean of the last %L1 points").arg(m_smoothing.window);
    const std::size_t points = pointCount();
    if (points >= kSayPointsFrom && points > kWorthSaying * std::size_t(std::max(1, width())))
        notes += tr("minimum and maximum per pixel column of %L1 points").arg(points);
    if (m_lines.size() > kMostInLegend)
        notes += tr("point at a curve for its name");
    notes.removeAll(QString());
    setTitle(m_data.title, notes.join(u" · "_s));
}

bool Curves::isCoarse() const
{
    return m_lines.size() >= kCoarseLines || pointCount() >= kCoarseFrom;
}

void Curves::refreshDrawing()
{
    const bool coarse = isCoarse();
    for (CurveLine* line : m_lines)
        line->setCoarse(coarse);
    plot().layer(kLayer)->setVisible(!coarse);
    m_raster->setLines(
        coarse ? std::vector<const CurveLine*>(m_lines.begin(), m_lines.end()) : std::vector<const CurveLine*>());
    applyTheme();
}

void Curves::applyTheme()
{
    const bool coarse = isCoarse();
    m_marks->setTheme(theme());
    m_markers->setTheme(theme());
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        CategoryStyle style = theme().category(m_data.series[i].category);
        m_lines[i]->setPen(style.pen(coarse ? 1.0 : 1.8));
        QColor band = style.color;
        band.setAlphaF(kBandShare);
        m_lines[i]->setBandColor(band);
        style.color = theme().faint(style.color, kRawShare);
        m_lines[i]->setBackPen(style.pen(1.0));
    }
}

void Curves::seriesToggled(QCPAbstractPlottable* plottable)
{
    if (plottable->visible())
        m_hidden.remove(plottable->name());
    else
        m_hidden.insert(plottable->name());
    for (CurveLine* line : m_lines)
        line->setVisible(!m_hidden.contains(line->name()));
}

ViewRange Curves::fullRange() const
{
    SpanFinder x;
    SpanFinder y;
    const bool logY = isLogarithmic(Qt::Vertical);
    for (const CurveLine* line : m_lines) {
        bool found = false;
        const QCPRange values = line->getValueRange(found, logY ? QCP::sdPositive : QCP::sdBoth, {});
        if (!found || !line->visible())
            continue;
        const QCPRange keys = line->getKeyRange(found, QCP::sdBoth);
        for (const double key : {keys.lower, keys.upper})
            x.add(key);
        for (const double value : {values.lower, values.upper})
            y.add(value);
    }
    return {x.padded(isLogarithmic(Qt::Horizontal)), y.padded(logY)};
}

std::optional<Curves::Hit> Curves::nearest(const QPointF& pixel) const
{
    if (!plot().axisRect()->rect().contains(pixel.toPoint()))
        return std::nullopt;
    std::optional<Hit> best;
    double bestDistance = kReach;
    const double x = plot().xAxis->pixelToCoord(pixel.x());
    for (std::size_t series = 0; series < m_lines.size(); ++series) {
        const CurveLine& line = *m_lines[series];
        const CurvePoints& points = line.shown();
        const std::size_t index = line.visible() ? points.nearest(x) : points.size();
        if (index == points.size())
            continue;
        const QPointF place = line.coordsToPixels(points[index].x, points[index].y);
        const double distance = std::hypot(place.x() - pixel.x(), place.y() - pixel.y());
        if (distance >= bestDistance)
            continue;
        bestDistance = distance;
        best = Hit{.series = series, .point = index, .place = place};
    }
    return best;
}

std::optional<ReadOut> Curves::readOutAt(const QPointF& pixel) const
{
    if (const CurveMarker* marker = m_markers->at(pixel); marker && std::isnan(marker->y))
        return ReadOut{
            .text = u"%1\n%2: %3\n%4"_s.arg(
                m_lines[marker->series]->name(), m_data.xTitle, formatNumber(marker->x, 7), marker->name),
            .anchor = m_markers->placeOf(*marker),
            .frame = {}};
    const auto hit = nearest(pixel);
    if (!hit)
        return PlotWidget::readOutAt(pixel);
    const CurveLine& line = *m_lines[hit->series];
    const CurvePoint& point = line.shown()[hit->point];
    QString text = u"%1\n%2: %3\n%4: %5"_s.arg(
        line.name(), m_data.xTitle, formatNumber(point.x, 7), m_data.yTitle, formatNumber(point.y, 5));
    if (line.hasSmooth())
        text += u'\n' + tr("not smoothed: %1").arg(formatNumber(line.raw()[hit->point].y, 5));
    if (hit->point < line.bandLow().size())
        text += u'\n'
            + tr("band: %1 … %2")
                  .arg(formatNumber(line.bandLow()[hit->point].y, 5),
                      formatNumber(line.bandHigh()[hit->point].y, 5));
    if (const QString said = m_markers->nameAt(hit->series, point.x); !said.isEmpty())
        text += u'\n' + said;
    return ReadOut{.text = text, .anchor = hit->place, .frame = {}};
}

void Curves::clickAt(const QPointF& pixel, Qt::KeyboardModifiers modifiers)
{
    const CurveMarker* marker = m_markers->at(pixel);
    const auto hit = marker ? std::nullopt : nearest(pixel);
    if (!marker && !hit)
        return;
    const std::size_t series = marker ? marker->series : hit->series;
    const double x = marker ? marker->x : m_lines[series]->shown()[hit->point].x;
    Q_EMIT curveClicked(series, modifiers);
    Q_EMIT pointClicked(series, x);
}

void Curves::hoverAt(const std::optional<QPointF>& pixel)
{
    const auto hit = pixel ? nearest(*pixel) : std::nullopt;
    const auto series = hit ? std::optional(hit->series) : std::nullopt;
    if (series == m_highlighted)
        return;
    setHighlighted(series);
    Q_EMIT curveHovered(series);
}

PlotTable Curves::tableData() const
{
    PlotTable table{.caption = title(), .headers = {tr("Series"), m_data.xTitle, m_data.yTitle}, .rows = {}};
    if (m_smoothing.isOn())
        table.headers.push_back(tr("%1, smoothed").arg(m_data.yTitle));
    const bool hasBands = std::any_of(
        m_lines.begin(), m_lines.end(), [](const CurveLine* line) { return !line->bandLow().isEmpty(); });
    if (hasBands)
        table.headers.insert(table.headers.end(), {tr("Band, low"), tr("Band, high")});
    if (!m_data.markers.empty())
        table.headers.push_back(tr("Mark"));
    const ViewRange view = viewRange();
    for (std::size_t series = 0; series < m_lines.size(); ++series) {
        const CurveLine* line = m_lines[series];
        if (!line->visible())
            continue;
        const auto [first, last] = line->raw().inView(view.x.low, view.x.high);
        for (std::size_t p = first; p < last; ++p) {
            const CurvePoint& point = line->raw()[p];
            if (point.x < view.x.low || point.x > view.x.high)
                continue;
            table.rows.push_back({line->name(), point.x, point.y});
            if (m_smoothing.isOn())
                table.rows.back().emplace_back(line->shown()[p].y);
            for (const CurvePoints* edge : {&line->bandLow(), &line->bandHigh()})
                if (hasBands)
                    table.rows.back().emplace_back(p < edge->size() ? (*edge)[p].y : std::nan(""));
            if (!m_data.markers.empty())
                table.rows.back().emplace_back(m_markers->nameAt(series, point.x));
        }
    }
    return table;
}

QString Curves::summary() const
{
    constexpr std::size_t kMostNamed = 12;
    QStringList parts;
    for (std::size_t i = 0; i < std::min(kMostNamed, m_lines.size()); ++i) {
        const CurvePoints& points = m_lines[i]->shown();
        const std::size_t last = points.nearest(std::numeric_limits<double>::infinity());
        if (last < points.size())
            parts += tr("%1 ends at %2").arg(m_lines[i]->name(), formatNumber(points[last].y));
    }
    if (m_lines.size() > kMostNamed)
        parts += tr("and %L1 more").arg(m_lines.size() - kMostNamed);
    return tr("%1 over %2. %3").arg(m_data.yTitle, m_data.xTitle, parts.join(u", "_s));
}

} // namespace cobench::plots
