// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/tree_shape.h"

#include <algorithm>

namespace cobench::plots {

TreeShape::TreeShape(std::span<const TreeNode> nodes)
    : m_parent(nodes.size())
    , m_depth(nodes.size(), 0)
    , m_hasChildren(nodes.size(), 0)
{
    for (std::size_t node = 0; node < nodes.size(); ++node) {
        m_parent[node] = nodes[node].parent;
        if (m_parent[node] >= 0) {
            const auto parent = static_cast<std::size_t>(m_parent[node]);
            m_depth[node] = m_depth[parent] + 1;
            m_hasChildren[parent] = 1;
        }
        if (m_depth[node] >= m_nodesAt.size())
            m_nodesAt.resize(m_depth[node] + std::size_t{1});
        ++m_nodesAt[m_depth[node]];
    }
    m_places = place({});
}

bool TreeShape::isOf(std::span<const TreeNode> nodes) const
{
    return std::ranges::equal(m_parent, nodes, {}, {}, &TreeNode::parent);
}

// Parents come before their children: widths go upwards, places downwards.
TreePlaces TreeShape::place(const std::vector<std::uint8_t>& collapsed) const
{
    const std::size_t count = size();
    std::vector<std::uint8_t> hidden(collapsed.size(), 0);
    for (std::size_t node = 0; node < collapsed.size(); ++node)
        if (m_parent[node] >= 0) {
            const auto parent = static_cast<std::size_t>(m_parent[node]);
            hidden[node] = hidden[parent] | collapsed[parent];
        }
    const auto isHidden = [&hidden](std::size_t node) { return !hidden.empty() && hidden[node] != 0; };

    TreePlaces places{.left = std::vector<std::uint32_t>(count), .extent = std::vector<std::uint32_t>(count)};
    for (std::size_t node = count; node-- > 0;) {
        if (isHidden(node))
            continue;
        places.extent[node] = std::max(places.extent[node], 1U);
        if (m_parent[node] >= 0)
            places.extent[static_cast<std::size_t>(m_parent[node])] += places.extent[node];
    }
    places.rows.resize(m_nodesAt.size());
    for (std::size_t depth = 0; depth < m_nodesAt.size(); ++depth)
        places.rows[depth].reserve(m_nodesAt[depth]);
    std::vector<std::uint32_t> next(count); // where the next child of a node goes
    for (std::size_t node = 0; node < count; ++node) {
        if (isHidden(node))
            continue;
        auto& place = m_parent[node] < 0 ? places.width : next[static_cast<std::size_t>(m_parent[node])];
        places.left[node] = next[node] = place;
        place += places.extent[node];
        places.rows[m_depth[node]].push_back(static_cast<std::uint32_t>(node));
    }
    while (!places.rows.empty() && places.rows.back().empty())
        places.rows.pop_back();
    const auto left = [&places](std::uint32_t node) { return places.left[node]; };
    for (auto& row : places.rows)
        if (!std::ranges::is_sorted(row, {}, left)) // as it is when they come level by level
            std::ranges::sort(row, {}, left);
    return places;
}

} // namespace cobench::plots
