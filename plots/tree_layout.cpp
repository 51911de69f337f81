// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/tree_layout.h"

#include <algorithm>

namespace cobench::plots {

void TreeLayout::setNodes(const std::vector<TreeNode>& nodes)
{
    m_parent.resize(nodes.size());
    m_depth.assign(nodes.size(), 0);
    m_children.assign(nodes.size(), 0);
    m_collapsed.assign(nodes.size(), 0);
    for (std::size_t node = 0; node < nodes.size(); ++node) {
        m_parent[node] = nodes[node].parent;
        if (m_parent[node] < 0)
            continue;
        const auto parent = static_cast<std::size_t>(m_parent[node]);
        m_depth[node] = m_depth[parent] + 1;
        ++m_children[parent];
    }
    place();
}

void TreeLayout::setCollapsed(std::size_t node, bool collapsed)
{
    m_collapsed[node] = collapsed && hasChildren(node) ? 1 : 0;
    place();
}

void TreeLayout::collapseBelow(std::size_t depth)
{
    for (std::size_t node = 0; node < m_parent.size(); ++node)
        m_collapsed[node] = m_depth[node] == depth && hasChildren(node) ? 1 : 0;
    place();
}

void TreeLayout::expandAll()
{
    std::ranges::fill(m_collapsed, std::uint8_t{0});
    place();
}

void TreeLayout::expandTo(std::size_t node)
{
    if (m_extent[node] > 0.0)
        return;
    for (std::int32_t above = m_parent[node]; above >= 0; above = m_parent[static_cast<std::size_t>(above)])
        m_collapsed[static_cast<std::size_t>(above)] = 0;
    place();
}

// Two passes suffice because parents come before their children: widths upwards, places downwards.
void TreeLayout::place()
{
    const std::size_t count = m_parent.size();
    std::vector<std::uint8_t> hidden(count, 0);
    for (std::size_t node = 0; node < count; ++node) {
        if (m_parent[node] < 0)
            continue;
        const auto parent = static_cast<std::size_t>(m_parent[node]);
        hidden[node] = hidden[parent] | m_collapsed[parent];
    }
    m_extent.assign(count, 0.0);
    for (std::size_t node = count; node-- > 0;) {
        if (hidden[node])
            continue;
        m_extent[node] = std::max(m_extent[node], 1.0);
        if (m_parent[node] >= 0)
            m_extent[static_cast<std::size_t>(m_parent[node])] += m_extent[node];
    }
    m_left.assign(count, 0.0);
    std::vector<double> next(count, 0.0); // where the next child of a node goes
    m_rows.clear();
    m_width = 0.0;
    for (std::size_t node = 0; node < count; ++node) {
        if (hidden[node])
            continue;
        double& place = m_parent[node] < 0 ? m_width : next[static_cast<std::size_t>(m_parent[node])];
        m_left[node] = next[node] = place;
        place += m_extent[node];
        if (m_depth[node] >= m_rows.size())
            m_rows.resize(m_depth[node] + std::size_t{1});
        m_rows[m_depth[node]].push_back(static_cast<std::uint32_t>(node));
    }
    for (auto& row : m_rows)
        std::ranges::sort(row, std::less<>(), [this](std::uint32_t node) { return m_left[node]; });
}

std::size_t TreeLayout::hiddenBelow(std::size_t node) const
{
    std::vector<std::uint8_t> inside(m_parent.size(), 0);
    inside[node] = 1;
    std::size_t count = 0;
    for (std::size_t i = node + 1; i < m_parent.size(); ++i) {
        if (m_parent[i] < 0 || !inside[static_cast<std::size_t>(m_parent[i])])
            continue;
        inside[i] = 1;
        ++count;
    }
    return count;
}

std::size_t TreeLayout::firstEndingAfter(std::size_t depth, double x) const
{
    const auto& nodes = m_rows[depth];
    const auto found = std::ranges::partition_point(
        nodes, [&](std::uint32_t node) { return m_left[node] + m_extent[node] <= x; });
    return static_cast<std::size_t>(found - nodes.begin());
}

} // namespace cobench::plots
