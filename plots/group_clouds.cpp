// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/group_clouds.h"

#include "plots/legend_item.h"
#include "plots/scatter.h"

#include <algorithm>

namespace cobench::plots {

namespace {

constexpr std::size_t kMostMarkers = 1500; // of one kind; more are dots

} // namespace

GroupClouds::GroupClouds(QCustomPlot& plot, const ScatterGroup& group)
    : m_group(group)
{
    for (PointCloud*& cloud : m_clouds)
        cloud = new PointCloud(plot.xAxis, plot.yAxis);
    for (const Kind kind : {Marked, MarkedHollow})
        m_clouds[kind]->setLayer(QStringLiteral("marked"));
    m_clouds[Plain]->setName(group.name);
    addToLegend(*m_clouds[Plain]);
    for (const Kind kind : {Hollow, Marked, MarkedHollow})
        m_clouds[kind]->removeFromLegend();
}

void GroupClouds::removeFrom(QCustomPlot& plot)
{
    m_clouds[Plain]->removeFromLegend();
    for (PointCloud* cloud : m_clouds)
        plot.removePlottable(cloud);
}

void GroupClouds::setMarked(std::vector<std::uint32_t> marked, bool crowded)
{
    m_crowded = crowded;
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
    auto next = marked.begin();
    for (std::size_t index = 0; index < m_group.hollow.size(); ++index) {
        if (next != marked.end() && *next == index)
            ++next;
        else
            add(isHollow(index) ? Hollow : Plain, index);
    }
    for (std::size_t kind = 0; kind < KindCount; ++kind)
        m_clouds[kind]->setPoints(m_x[kind], m_y[kind]);
    if (m_group.hollow.empty()) // marked ones cover them; no copy of a million points
        m_clouds[Plain]->setPoints(m_group.x, m_group.y);
    restyle();
}

void GroupClouds::setLook(const PointCloud::Look& look, const QColor& contrast)
{
    m_look = look;
    m_contrast = contrast;
    restyle();
}

/// Outlines of more points than are told apart would cover everything: where many are marked, the others turn pale
/// instead, and what there is much of becomes dots.
void GroupClouds::restyle()
{
    const auto isMany = [this](Kind kind) { return m_x[kind].size() > kMostMarkers; };
    PointCloud::Look plain = m_look;
    plain.legend = m_look.color;
    if (m_crowded)
        plain.color = m_look.outline;
    m_clouds[Plain]->setLook(plain);
    PointCloud::Look hollow = plain;
    hollow.filled = false;
    hollow.dense = isMany(Hollow);
    hollow.outline = plain.color;
    m_clouds[Hollow]->setLook(hollow);
    PointCloud::Look marked = m_look;
    marked.outline = m_crowded ? m_look.color : m_contrast;
    marked.outlineWidth = m_crowded ? m_look.outlineWidth : 1.6;
    marked.size += m_crowded ? 0.0 : 2.5;
    for (const Kind kind : {Marked, MarkedHollow}) {
        marked.filled = kind == Marked;
        marked.dense = isMany(kind);
        m_clouds[kind]->setLook(marked);
    }
}

void GroupClouds::followLegend()
{
    for (PointCloud* cloud : m_clouds)
        cloud->setVisible(isVisible());
}

} // namespace cobench::plots
