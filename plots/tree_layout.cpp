// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/tree_layout.h"

#include <algorithm>

namespace cobench::plots {

void TreeLayout::setNodes(const TreeNodes& nodes)
{
    m_shape = nodes.shape();
    expandAll();
}

void TreeLayout::setCollapsed(std::size_t node, bool collapsed)
{
    std::vector<std::uint8_t> all = flags();
    all[node] = collapsed && hasChildren(node) ? 1 : 0;
    place(std::move(all));
}

void TreeLayout::collapseBelow(std::size_t depth)
{
    std::vector<std::uint8_t> all = flags();
    for (std::size_t node = 0; node < all.size(); ++node)
        all[node] = this->depth(node) == depth && hasChildren(node) ? 1 : 0;
    place(std::move(all));
}

void TreeLayout::expandAll()
{
    m_collapsed.clear();
    m_places = {};
}

void TreeLayout::expandTo(std::size_t node)
{
    if (extent(node) > 0.0)
        return;
    std::vector<std::uint8_t> all = flags();
    for (std::int32_t above = m_shape->parent(node); above >= 0;) {
        const auto parent = static_cast<std::size_t>(above);
        all[parent] = 0;
        above = m_shape->parent(parent);
    }
    place(std::move(all));
}

std::vector<std::uint8_t> TreeLayout::flags() const
{
    return m_collapsed.empty() ? std::vector<std::uint8_t>(m_shape->size(), 0) : m_collapsed;
}

void TreeLayout::place(std::vector<std::uint8_t> collapsed)
{
    if (std::ranges::find(collapsed, 1) == collapsed.end())
        return expandAll();
    m_collapsed = std::move(collapsed);
    m_places = m_shape->place(m_collapsed);
}

std::size_t TreeLayout::hiddenBelow(std::size_t node) const
{
    std::vector<std::uint8_t> inside(m_shape->size(), 0);
    inside[node] = 1;
    std::size_t count = 0;
    for (std::size_t i = node + 1; i < inside.size(); ++i) {
        const std::int32_t parent = m_shape->parent(i);
        if (parent < 0 || !inside[static_cast<std::size_t>(parent)])
            continue;
        inside[i] = 1;
        ++count;
    }
    return count;
}

std::size_t TreeLayout::firstEndingAfter(std::size_t depth, double x) const
{
    const auto& nodes = row(depth);
    const auto found
        = std::ranges::partition_point(nodes, [&](std::uint32_t node) { return left(node) + extent(node) <= x; });
    return static_cast<std::size_t>(found - nodes.begin());
}

} // namespace cobench::plots
