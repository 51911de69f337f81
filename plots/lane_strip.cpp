// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/lane_strip.h"

#include "plots/legend_item.h"

#include <algorithm>
#include <cmath>

namespace cobench::plots {
namespace {

using namespace Qt::StringLiterals;

constexpr double kMissingHeight = 0.5; // of a lane that shows something
constexpr double kStatesHeight = 0.6;
constexpr double kAbove = 0.10; // of a lane's height, free above its highest value
constexpr double kBelow = 0.06;
constexpr int kMostInLegend = 40;
constexpr std::size_t kManySeries = 12; // of one lane: then they are thin, and only the first is in the legend

/// 1, 2, 2.5 or 5 times a power of ten, not below `value`.
double roundAbove(double value)
{
    if (!(value > 0.0))
        return 1.0;
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 2.5, 5.0, 10.0})
        if (step * power >= value * (1.0 - 1e-12))
            return step * power;
    return 10.0 * power;
}

double heightOf(const Lane& lane)
{
    if (!lane.missing.isEmpty())
        return kMissingHeight;
    return lane.series.empty() ? kStatesHeight : 1.0;
}

} // namespace

LaneStrip::LaneStrip(QCustomPlot& plot, double top, Lane& lane, const QSet<QString>& hidden)
    : m_plot(plot)
    , m_top(top)
    , m_bottom(top - heightOf(lane))
{
    if (!lane.series.empty()) {
        m_axis = plot.axisRect()->addAxis(QCPAxis::atLeft);
        m_axis->setVisible(false);
        m_axis->grid()->setVisible(false);
    }
    for (LaneSeries& series : lane.series)
        addLine(lane, series, hidden);
    refreshScale(lane);
}

LaneStrip::~LaneStrip()
{
    for (CurveLine* line : m_lines) {
        line->removeFromLegend();
        m_plot.removePlottable(line);
    }
    if (m_axis)
        m_plot.axisRect()->removeAxis(m_axis);
}

void LaneStrip::addLine(const Lane& lane, LaneSeries& series, const QSet<QString>& hidden)
{
    auto* line = new CurveLine(m_plot.xAxis, m_axis); // the plot owns it
    const QString name = u"%1: %2"_s.arg(lane.name, series.name);
    line->setName(name);
    line->setVisible(!hidden.contains(name));
    line->setPoints(std::exchange(series.points, {}));
    const bool isNamed = lane.series.size() > 1 && (lane.series.size() <= kManySeries || m_lines.empty());
    if (isNamed && m_plot.legend->itemCount() < kMostInLegend)
        addToLegend(*line);
    m_lines.push_back(line);
}

bool LaneStrip::isCrowd() const
{
    return m_lines.size() > kManySeries;
}

void LaneStrip::refreshScale(const Lane& lane)
{
    CurvePoints::Extremes all;
    for (const CurveLine* line : m_lines)
        all.add(line->raw().extremes(0, line->raw().size()));
    if (all.isEmpty())
        all = {.low = 0.0, .high = 1.0};
    m_low = lane.fromZero ? std::min(0.0, all.low) : all.low;
    m_high = lane.fromZero ? std::max(lane.top.value_or(0.0), roundAbove(all.high)) : all.high;
    if (lane.top && all.high <= *lane.top)
        m_high = *lane.top;
    if (!(m_high > m_low))
        m_high = m_low + std::max(1e-9, std::abs(m_low));
}

void LaneStrip::followView(const QCPRange& view)
{
    if (!m_axis)
        return;
    const double base = m_bottom + kBelow * height();
    const double perUnit = (m_high - m_low) / ((1.0 - kAbove - kBelow) * height());
    m_axis->setRange(m_low + (view.lower - base) * perUnit, m_low + (view.upper - base) * perUnit);
}

void LaneStrip::applyTheme(const PlotTheme& theme)
{
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        CategoryStyle style = theme.category(i);
        if (isCrowd())
            style.color = theme.faint(style.color, 0.6);
        style.dash = Qt::SolidLine;
        m_lines[i]->setPen(style.pen(isCrowd() ? 1.0 : 1.4));
    }
}

} // namespace cobench::plots
