// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/tree_key.h"

#include "plots/tree.h"

namespace cobench::plots {
namespace {

constexpr int kSwatchWidth = 22;

QString markName(TreeMark mark)
{
    return mark == TreeMark::Selected ? Tree::tr("selected") : Tree::tr("found");
}

} // namespace

QString stateName(TreeState state)
{
    switch (state) {
    case TreeState::Root:
        return Tree::tr("model");
    case TreeState::Kept:
        return Tree::tr("kept");
    case TreeState::Pruned:
        return Tree::tr("pruned here");
    case TreeState::Killed:
        return Tree::tr("killed by a pruned part");
    case TreeState::NotGenerated:
        break;
    }
    return Tree::tr("never generated");
}

TreeKeyItem::TreeKeyItem(QCPLegend* legend, TreeState state, const Tree& tree)
    : QCPAbstractLegendItem(legend)
    , m_state(state)
    , m_mark(TreeMark::None)
    , m_name(stateName(state))
    , m_tree(tree)
{
}

TreeKeyItem::TreeKeyItem(QCPLegend* legend, TreeMark mark, const Tree& tree)
    : QCPAbstractLegendItem(legend)
    , m_state(TreeState::NotGenerated)
    , m_mark(mark)
    , m_name(markName(mark))
    , m_tree(tree)
{
}

void TreeKeyItem::draw(QCPPainter* painter)
{
    const PlotTheme& theme = m_tree.theme();
    const QRectF swatch(rect().left(), rect().top() + 2.0, kSwatchWidth, rect().height() - 4.0);
    painter->setAntialiasing(false);
    if (m_mark == TreeMark::None)
        drawTreeCell(*painter, swatch, m_state, theme.sequential.at(0.7), theme);
    else
        drawTreeMark(*painter, swatch, m_mark, theme);
    painter->setFont(theme.smallFont());
    painter->setPen(theme.text);
    painter->drawText(QRectF(rect()).adjusted(kSwatchWidth + 6, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, m_name);
}

QSize TreeKeyItem::minimumOuterSizeHint() const
{
    const QFontMetrics metrics(m_tree.theme().smallFont());
    return {kSwatchWidth + 14 + metrics.horizontalAdvance(m_name), metrics.height() + 4};
}

} // namespace cobench::plots
