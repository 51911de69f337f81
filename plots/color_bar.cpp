// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/color_bar.h"

namespace cobench::plots {
namespace {

constexpr int kWidth = 14;

QCPColorGradient gradientOf(const ColorMap& map)
{
    QCPColorGradient gradient;
    gradient.clearColorStops();
    const auto& stops = map.stops();
    for (std::size_t i = 0; i < stops.size(); ++i)
        gradient.setColorStopAt(double(i) / double(stops.size() - 1), stops[i]);
    return gradient;
}

} // namespace

ColorBar::ColorBar(QCustomPlot* plot)
    : QCPColorScale(plot)
{
    setType(QCPAxis::atRight);
    setBarWidth(kWidth);
    setRangeDrag(false);
    setRangeZoom(false);
    auto* group = new QCPMarginGroup(plot);
    plot->axisRect()->setMarginGroup(QCP::msTop | QCP::msBottom, group);
    setMarginGroup(QCP::msTop | QCP::msBottom, group);
}

void ColorBar::setColors(const ColorMap& map, const ColorRange& range)
{
    setGradient(gradientOf(map));
    const bool empty = !(range.high > range.low);
    setDataRange(empty ? QCPRange(range.low - 0.5, range.low + 0.5) : QCPRange(range.low, range.high));
}

void ColorBar::setTheme(const PlotTheme& theme)
{
    const QPen pen(theme.axis, 1.0);
    axis()->setBasePen(pen);
    axis()->setTickPen(pen);
    axis()->setSubTickPen(pen);
    axis()->setTickLabelFont(theme.smallFont());
    axis()->setTickLabelColor(theme.mutedText);
    axis()->setLabelFont(theme.font);
    axis()->setLabelColor(theme.text);
    for (QCPAxis* side : axis()->axisRect()->axes())
        side->setBasePen(pen);
}

} // namespace cobench::plots
