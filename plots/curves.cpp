// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/curves.h"

#include "plots/axis_style.h"
#include "plots/curve_line.h"
#include "plots/plot_canvas.h"

#include <algorithm>
#include <cmath>

namespace cobench::plots {
namespace {

using namespace Qt::StringLiterals;

constexpr double kRawShare = 0.3; // how strongly the raw line shows behind the smooth one
constexpr std::size_t kCoarseFrom = 200000; // points in all
constexpr double kReach = 24.0; // pixels from the mouse to a line
constexpr std::size_t kSayPointsFrom = 20000;
constexpr std::size_t kWorthSaying = 4; // points per pixel column

} // namespace

std::vector<CurvePoint> smoothed(const std::vector<CurvePoint>& points, double weight)
{
    std::vector<CurvePoint> smooth;
    smooth.reserve(points.size());
    double sum = 0.0;
    double share = 1.0; // weight^t
    for (const CurvePoint& point : points) {
        if (std::isnan(point.y)) {
            smooth.push_back(point);
            continue;
        }
        sum = weight * sum + (1.0 - weight) * point.y;
        share *= weight;
        smooth.push_back({point.x, sum / (1.0 - share)});
    }
    return smooth;
}

Curves::Curves(QWidget* parent)
    : PlotWidget(parent)
{
    useLegend({});
}

void Curves::setData(CurvesData data)
{
    m_data = std::move(data);
    setAxisTitles(m_data.xTitle, m_data.yTitle);
    rebuild();
    refreshTraits();
    refreshNote();
    dataChanged();
}

void Curves::rebuild()
{
    for (auto* lines : {&m_raw, &m_smooth}) {
        for (CurveLine* line : *lines) {
            line->removeFromLegend();
            plot().removePlottable(line);
        }
        lines->clear();
    }
    for (std::size_t i = 0; i < m_data.series.size(); ++i) {
        m_raw.push_back(new CurveLine(plot().xAxis, plot().yAxis));
        m_raw.back()->setPoints(m_data.series[i].points);
    }
    for (std::size_t i = 0; i < m_data.series.size(); ++i) {
        m_smooth.push_back(new CurveLine(plot().xAxis, plot().yAxis));
        m_smooth.back()->setName(m_data.series[i].name);
        m_smooth.back()->addToLegend();
        refreshSmooth(i);
    }
    setLegendShown(m_data.series.size() > 1);
    applyTheme();
}

// The upper line always carries name and legend; without smoothing it is the raw line and the lower one is hidden.
void Curves::refreshSmooth(std::size_t series)
{
    const std::vector<CurvePoint>& raw = m_raw[series]->points();
    m_smooth[series]->setPoints(m_smoothing > 0.0 ? smoothed(raw, m_smoothing) : raw);
    m_raw[series]->setVisible(m_smoothing > 0.0 && m_smooth[series]->visible());
}

void Curves::refreshTraits()
{
    SpanFinder x;
    SpanFinder y;
    for (const CurveLine* line : m_raw) {
        bool found = false;
        const QCPRange keys = line->getKeyRange(found, QCP::sdBoth);
        const QCPRange values = line->getValueRange(found, QCP::sdBoth, {});
        if (!found)
            continue;
        x.add(keys.lower);
        y.add(values.lower);
    }
    setContinuous(Qt::Horizontal, x.isPositive());
    setContinuous(Qt::Vertical, y.isPositive());
}

void Curves::append(std::size_t series, const std::vector<CurvePoint>& points)
{
    for (const CurvePoint& point : points) {
        m_data.series[series].points.push_back(point);
        m_raw[series]->append(point);
        if (m_smoothing == 0.0)
            m_smooth[series]->append(point);
    }
    if (m_smoothing > 0.0)
        refreshSmooth(series);
    refreshTraits();
    refreshNote();
    dataChanged();
}

void Curves::setSmoothing(double weight)
{
    m_smoothing = std::clamp(weight, 0.0, 0.999);
    for (std::size_t i = 0; i < m_smooth.size(); ++i)
        refreshSmooth(i);
    refreshNote();
    applyTheme();
    queueReplot();
}

std::size_t Curves::pointCount() const
{
    std::size_t count = 0;
    for (const CurveLine* line : m_raw)
        count += line->points().size();
    return count;
}

void Curves::refreshNote()
{
    QStringList notes{m_data.note};
    if (m_smoothing > 0.0)
        notes += tr("smoothed, weight %1").arg(formatNumber(m_smoothing));
    const std::size_t points = pointCount();
    if (points >= kSayPointsFrom && points > kWorthSaying * std::size_t(std::max(1, width())))
        notes += tr("minimum and maximum per pixel column of %L1 points").arg(points);
    notes.removeAll(QString());
    setTitle(m_data.title, notes.join(u" · "_s));
}

void Curves::applyTheme()
{
    const bool coarse = pointCount() >= kCoarseFrom;
    for (std::size_t i = 0; i < m_smooth.size(); ++i) {
        CategoryStyle style = theme().category(m_data.series[i].category);
        m_smooth[i]->setPen(style.pen(coarse ? 1.0 : 1.8));
        m_smooth[i]->setCoarse(coarse);
        style.color = theme().faint(style.color, kRawShare);
        m_raw[i]->setPen(style.pen(1.0));
        m_raw[i]->setCoarse(coarse);
    }
}

void Curves::seriesToggled(QCPAbstractPlottable* plottable)
{
    const auto found = std::find(m_smooth.begin(), m_smooth.end(), plottable);
    if (found != m_smooth.end())
        m_raw[std::size_t(found - m_smooth.begin())]->setVisible(m_smoothing > 0.0 && plottable->visible());
}

ViewRange Curves::fullRange() const
{
    SpanFinder x;
    SpanFinder y;
    const bool logY = isLogarithmic(Qt::Vertical);
    for (std::size_t i = 0; i < m_smooth.size(); ++i) {
        bool found = false;
        const QCPRange values = m_raw[i]->getValueRange(found, logY ? QCP::sdPositive : QCP::sdBoth, {});
        if (!found || !m_smooth[i]->visible())
            continue;
        const QCPRange keys = m_raw[i]->getKeyRange(found, QCP::sdBoth);
        x.add(keys.lower);
        x.add(keys.upper);
        y.add(values.lower);
        y.add(values.upper);
    }
    return {x.padded(isLogarithmic(Qt::Horizontal)), y.padded(logY)};
}

std::optional<ReadOut> Curves::readOutAt(const QPointF& pixel) const
{
    if (!plot().axisRect()->rect().contains(pixel.toPoint()))
        return std::nullopt;
    std::optional<ReadOut> best;
    double bestDistance = kReach;
    for (const CurveLine* line : m_smooth) {
        const std::size_t index
            = line->visible() ? line->nearest(plot().xAxis->pixelToCoord(pixel.x())) : line->points().size();
        if (index == line->points().size())
            continue;
        const CurvePoint& point = line->points()[index];
        const QPointF place = line->coordsToPixels(point.x, point.y);
        const double distance = std::hypot(place.x() - pixel.x(), place.y() - pixel.y());
        if (distance >= bestDistance)
            continue;
        bestDistance = distance;
        const QString text = u"%1\n%2: %3\n%4: %5"_s.arg(
            line->name(), m_data.xTitle, formatNumber(point.x, 7), m_data.yTitle, formatNumber(point.y, 5));
        best = ReadOut{.text = text, .anchor = place, .frame = {}};
    }
    return best ? best : PlotWidget::readOutAt(pixel);
}

PlotTable Curves::tableData() const
{
    PlotTable table{.caption = title(), .headers = {tr("Series"), m_data.xTitle, m_data.yTitle}, .rows = {}};
    if (m_smoothing > 0.0)
        table.headers.push_back(tr("%1, smoothed").arg(m_data.yTitle));
    const ViewRange view = viewRange();
    for (std::size_t i = 0; i < m_smooth.size(); ++i) {
        if (!m_smooth[i]->visible())
            continue;
        for (std::size_t p = 0; p < m_raw[i]->points().size(); ++p) {
            const CurvePoint& point = m_raw[i]->points()[p];
            if (point.x < view.x.low || point.x > view.x.high)
                continue;
            table.rows.push_back({m_data.series[i].name, point.x, point.y});
            if (m_smoothing > 0.0)
                table.rows.back().emplace_back(m_smooth[i]->points()[p].y);
        }
    }
    return table;
}

QString Curves::summary() const
{
    QStringList parts;
    for (const CurveLine* line : m_smooth) {
        const std::size_t last = line->nearest(std::numeric_limits<double>::infinity());
        if (last < line->points().size())
            parts += tr("%1 ends at %2").arg(line->name(), formatNumber(line->points()[last].y));
    }
    return tr("%1 over %2. %3").arg(m_data.yTitle, m_data.xTitle, parts.join(u", "_s));
}

} // namespace cobench::plots
