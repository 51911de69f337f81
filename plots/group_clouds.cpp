// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/group_clouds.h"

#include "plots/scatter.h"

#include <algorithm>

namespace cobench::plots {

GroupClouds::GroupClouds(QCustomPlot& plot, const ScatterGroup& group)
    : m_group(group)
{
    for (PointCloud*& cloud : m_clouds)
        cloud = new PointCloud(plot.xAxis, plot.yAxis);
    for (const Kind kind : {Marked, MarkedHollow})
        m_clouds[kind]->setLayer(QStringLiteral("marked"));
    m_clouds[Plain]->setName(group.name);
    m_clouds[Plain]->addToLegend();
    for (const Kind kind : {Hollow, Marked, MarkedHollow})
        m_clouds[kind]->removeFromLegend();
}

void GroupClouds::removeFrom(QCustomPlot& plot)
{
    m_clouds[Plain]->removeFromLegend();
    for (PointCloud* cloud : m_clouds)
        plot.removePlottable(cloud);
}

void GroupClouds::setMarked(std::vector<std::uint32_t> marked)
{
    for (std::size_t kind = 0; kind < KindCount; ++kind) {
        m_x[kind].clear();
        m_y[kind].clear();
    }
    const auto add = [this](std::size_t kind, std::size_t index) {
        m_x[kind].push_back(m_group.x[index]);
        m_y[kind].push_back(m_group.y[index]);
    };
    const auto isHollow
        = [this](std::size_t index) { return !m_group.hollow.empty() && m_group.hollow[index] != 0; };
    for (const std::uint32_t index : marked)
        add(isHollow(index) ? MarkedHollow : Marked, index);
    std::ranges::sort(marked);
    for (std::size_t index = 0; index < m_group.hollow.size(); ++index)
        if (!std::ranges::binary_search(marked, index))
            add(isHollow(index) ? Hollow : Plain, index);
    for (std::size_t kind = 0; kind < KindCount; ++kind)
        m_clouds[kind]->setPoints(m_x[kind], m_y[kind]);
    if (m_group.hollow.empty()) // marked ones cover them; no copy of a million points
        m_clouds[Plain]->setPoints(m_group.x, m_group.y);
}

void GroupClouds::setLook(const PointCloud::Look& look, const QColor& contrast)
{
    m_clouds[Plain]->setLook(look);
    PointCloud::Look hollow = look;
    hollow.filled = hollow.dense = false;
    hollow.outline = look.color;
    m_clouds[Hollow]->setLook(hollow);
    PointCloud::Look marked = look;
    marked.dense = false;
    marked.outline = contrast;
    marked.outlineWidth = 1.6;
    marked.size += 2.5;
    m_clouds[Marked]->setLook(marked);
    marked.filled = false;
    m_clouds[MarkedHollow]->setLook(marked);
}

void GroupClouds::followLegend()
{
    for (PointCloud* cloud : m_clouds)
        cloud->setVisible(isVisible());
}

} // namespace cobench::plots
