// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/tree_shape.h"

#include <memory>

namespace cobench::plots {

/// The nodes of a tree with their places, immutable and shared: a worker makes them, a chart takes them over at no
/// cost.
class TreeNodes
{
public:
    TreeNodes();
    TreeNodes(std::vector<TreeNode> nodes);
    /// Shares the shape of `before` where the parents are the same.
    TreeNodes(std::vector<TreeNode> nodes, const TreeNodes& before);

    bool sharesShapeWith(const TreeNodes& other) const { return m_shape == other.m_shape; }
    const std::shared_ptr<const TreeShape>& shape() const { return m_shape; }

    std::size_t size() const { return m_nodes->size(); }
    const TreeNode& operator[](std::size_t node) const { return (*m_nodes)[node]; }
    const TreeNode& back() const { return m_nodes->back(); }
    auto begin() const { return m_nodes->begin(); }
    auto end() const { return m_nodes->end(); }

private:
    std::shared_ptr<const std::vector<TreeNode>> m_nodes; // never null
    std::shared_ptr<const TreeShape> m_shape; // never null
};

} // namespace cobench::plots
