// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/scatter_marks.h"

#include "plots/legend_item.h"
#include "plots/point_cloud.h"

namespace cobench::plots {

ScatterMarks::ScatterMarks(QCustomPlot& plot, Locate locate)
    : m_locate(std::move(locate))
    , m_outlines(new PointCloud(plot.xAxis, plot.yAxis))
    , m_highlight(new PointCloud(plot.xAxis, plot.yAxis))
{
    m_outlines->setLayer(QStringLiteral("marked"));
    m_highlight->setLayer(QStringLiteral("highlight"));
}

void ScatterMarks::place(PointCloud& cloud, Points& points, const std::vector<std::uint32_t>& ids) const
{
    points = {};
    for (const std::uint32_t id : ids) {
        const auto at = m_locate(id);
        if (!at)
            continue;
        points.x.push_back(at->x());
        points.y.push_back(at->y());
    }
    cloud.setPoints(points.x, points.y);
}

void ScatterMarks::setSelected(std::vector<std::uint32_t> ids)
{
    m_selected = std::move(ids);
    place(*m_highlight, m_selectedPoints, m_selected);
}

void ScatterMarks::setOutlined(std::vector<std::uint32_t> ids, const QString& name)
{
    m_outlined = std::move(ids);
    place(*m_outlines, m_outlinedPoints, m_outlined);
    m_outlines->setName(name);
    m_outlines->removeFromLegend();
    if (!m_outlined.empty())
        addToLegend(*m_outlines);
}

void ScatterMarks::refresh()
{
    place(*m_highlight, m_selectedPoints, m_selected);
    place(*m_outlines, m_outlinedPoints, m_outlined);
}

void ScatterMarks::style(const PlotTheme& theme, double size, std::size_t dense)
{
    m_highlight->setLook({.color = theme.selection,
        .outline = theme.selection,
        .marker = Marker::Circle,
        .size = size + 4.0,
        .filled = false,
        .dense = m_selected.size() > dense});
    m_outlines->setLook({.color = theme.text,
        .outline = theme.text,
        .marker = Marker::Diamond,
        .size = size + 3.0,
        .filled = false,
        .dense = false});
}

QString ScatterMarks::outlineName() const
{
    return m_outlines->name();
}

} // namespace cobench::plots
