// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/tree_nodes.h"

namespace cobench::plots {

/// A line from one node to another.
struct TreeLink {
    std::size_t from = 0;
    std::size_t to = 0;
    bool strong = false; // the one that matters
};

/// Where every node stands while some are collapsed: a collapsed node is one leaf wide and hides its descendants.
class TreeLayout
{
public:
    void setNodes(const TreeNodes& nodes); // nothing is collapsed then
    void setCollapsed(std::size_t node, bool collapsed);
    void collapseBelow(std::size_t depth); // every node of this depth that has children
    void expandAll();
    void expandTo(std::size_t node); // what hides it

    std::size_t rows() const { return places().rows.size(); }
    double width() const { return places().width; }
    double left(std::size_t node) const { return places().left[node]; }
    double extent(std::size_t node) const { return places().extent[node]; } // 0 = hidden
    std::size_t depth(std::size_t node) const { return m_shape->depth(node); }
    bool isCollapsed(std::size_t node) const { return !m_collapsed.empty() && m_collapsed[node] != 0; }
    bool hasChildren(std::size_t node) const { return m_shape->hasChildren(node); }
    std::size_t hiddenBelow(std::size_t node) const; // descendants
    /// Shown nodes of one depth, from left to right.
    const std::vector<std::uint32_t>& row(std::size_t depth) const { return places().rows[depth]; }
    /// First index in row(depth) whose node ends right of x.
    std::size_t firstEndingAfter(std::size_t depth, double x) const;
    const TreePlaces& places() const { return m_collapsed.empty() ? m_shape->places() : m_places; }

private:
    void place(std::vector<std::uint8_t> collapsed);
    std::vector<std::uint8_t> flags() const;

    std::shared_ptr<const TreeShape> m_shape = TreeNodes().shape();
    std::vector<std::uint8_t> m_collapsed; // one each; empty = none is
    TreePlaces m_places; // where some are
};

} // namespace cobench::plots
