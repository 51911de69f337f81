// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/scatter_lines.h"

#include <qcustomplot.h>

#include <cmath>

namespace cobench::plots {

namespace {

constexpr double kReach = 4.0; // pixels

} // namespace

ScatterLines::ScatterLines(QCustomPlot& plot)
    : m_plot(plot)
{
}

void ScatterLines::setPlaces(const std::vector<double>& places)
{
    for (QCPItemLine* line : m_lines)
        m_plot.removeItem(line);
    m_lines.clear();
    for (const double place : places) {
        auto* line = new QCPItemLine(&m_plot);
        for (QCPItemPosition* end : {line->start, line->end})
            end->setTypeY(QCPItemPosition::ptAxisRectRatio);
        line->start->setCoords(place, 0.0);
        line->end->setCoords(place, 1.0);
        line->setSelectable(false);
        m_lines.push_back(line);
    }
}

void ScatterLines::style(std::size_t line, const QPen& pen, bool isVisible)
{
    m_lines[line]->setPen(pen);
    m_lines[line]->setVisible(isVisible);
}

std::optional<std::size_t> ScatterLines::lineAt(const QPointF& pixel) const
{
    if (!m_plot.axisRect()->rect().contains(pixel.toPoint()))
        return std::nullopt;
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        if (m_lines[i]->visible()
            && std::abs(m_plot.xAxis->coordToPixel(m_lines[i]->start->key()) - pixel.x()) <= kReach)
            return i;
    return std::nullopt;
}

} // namespace cobench::plots
