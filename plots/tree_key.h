// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/tree_rows.h"

namespace cobench::plots {

class Tree;

/// In the read-out, the key and the table.
QString stateName(TreeState state);

/// One entry of a tree's key: a state with its pattern, or an outline with what it means.
class TreeKeyItem : public QCPAbstractLegendItem
{
public:
    TreeKeyItem(QCPLegend* legend, TreeState state, const Tree& tree);
    TreeKeyItem(QCPLegend* legend, TreeMark mark, const Tree& tree);

protected:
    void draw(QCPPainter* painter) override;
    QSize minimumOuterSizeHint() const override;

private:
    TreeState m_state;
    TreeMark m_mark;
    QString m_name;
    const Tree& m_tree;
};

} // namespace cobench::plots
