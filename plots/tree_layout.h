// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace cobench::plots {

/// What became of a node; each state has a pattern of its own beside its colour.
enum class TreeState : std::uint8_t { Root, Kept, Pruned, Killed, NotGenerated };

struct TreeNode {
    std::int32_t parent = -1; // index in TreeData::nodes, smaller than this node's; -1 = a root
    std::uint32_t name = 0; // index in TreeData::names: what this node adds to its parent
    TreeState state = TreeState::Kept;
    double value = std::numeric_limits<double>::quiet_NaN();
};

/// A line from one node to another.
struct TreeLink {
    std::size_t from = 0;
    std::size_t to = 0;
    bool strong = false; // the one that matters
};

/// Where every node stands: one row per depth, a node as wide as the leaves below it. A collapsed node is one leaf
/// wide and hides its descendants. Cost: linear in the nodes, a few milliseconds for 50,000.
class TreeLayout
{
public:
    void setNodes(const std::vector<TreeNode>& nodes);
    void setCollapsed(std::size_t node, bool collapsed);
    void collapseBelow(std::size_t depth); // every node of this depth that has children
    void expandAll();
    void expandTo(std::size_t node); // what hides it

    std::size_t rows() const { return m_rows.size(); }
    double width() const { return m_width; }
    double left(std::size_t node) const { return m_left[node]; }
    double extent(std::size_t node) const { return m_extent[node]; } // 0 = hidden
    std::size_t depth(std::size_t node) const { return m_depth[node]; }
    bool isCollapsed(std::size_t node) const { return m_collapsed[node] != 0; }
    bool hasChildren(std::size_t node) const { return m_children[node] != 0; }
    std::size_t hiddenBelow(std::size_t node) const; // descendants
    /// Shown nodes of one depth, from left to right.
    const std::vector<std::uint32_t>& row(std::size_t depth) const { return m_rows[depth]; }
    /// First index in row(depth) whose node ends right of x.
    std::size_t firstEndingAfter(std::size_t depth, double x) const;

private:
    void place();

    std::vector<std::int32_t> m_parent;
    std::vector<std::uint32_t> m_depth;
    std::vector<std::uint32_t> m_children; // direct
    std::vector<std::uint8_t> m_collapsed;
    std::vector<double> m_left;
    std::vector<double> m_extent;
    std::vector<std::vector<std::uint32_t>> m_rows;
    double m_width = 0.0;
};

} // namespace cobench::plots
