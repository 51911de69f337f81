// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/tree_nodes.h"

namespace cobench::plots {

TreeNodes::TreeNodes()
    : TreeNodes(std::vector<TreeNode>())
{
}

TreeNodes::TreeNodes(std::vector<TreeNode> nodes)
    : m_nodes(std::make_shared<const std::vector<TreeNode>>(std::move(nodes)))
    , m_shape(std::make_shared<const TreeShape>(*m_nodes))
{
}

TreeNodes::TreeNodes(std::vector<TreeNode> nodes, const TreeNodes& before)
    : m_nodes(std::make_shared<const std::vector<TreeNode>>(std::move(nodes)))
    , m_shape(before.m_shape->isOf(*m_nodes) ? before.m_shape : std::make_shared<const TreeShape>(*m_nodes))
{
}

} // namespace cobench::plots
