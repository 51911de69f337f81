// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/color_map.h"
#include "plots/theme.h"
#include "plots/tree_layout.h"

#include <qcustomplot.h>

#include <vector>

namespace cobench::plots {

/// How a node of some state is filled; also the swatches of the key.
void drawTreeCell(
    QCPPainter& painter, const QRectF& area, TreeState state, const QColor& value, const PlotTheme& theme);

/// Outlines of nodes, the last one on top.
enum class TreeMark : std::uint8_t { None, Found, Current, Selected };
void drawTreeMark(QCPPainter& painter, const QRectF& area, TreeMark mark, const PlotTheme& theme);

/// The rows of a tree as blocks. Nodes narrower than a pixel share it: its colour is their mean, and they cost no
/// more than an addition each.
class TreeRows : public QCPAbstractPlottable
{
public:
    TreeRows(QCPAxis* keyAxis, QCPAxis* valueAxis, const TreeLayout& layout);

    /// What nodes add; drawn where they fit.
    void setNames(std::vector<QString> names) { m_names = std::move(names); }
    /// Kept nodes are coloured by their values, in the theme's colours of the moment.
    void setCells(TreeNodes nodes, const ColorRange& range);
    /// One of each per node.
    void setMarks(std::vector<TreeMark> marks) { m_marks = std::move(marks); }
    void setLinks(std::vector<TreeLink> links) { m_links = std::move(links); }
    const std::vector<TreeLink>& links() const { return m_links; }
    void setTheme(const PlotTheme& theme) { m_theme = theme; }

    QRectF nodeRect(std::size_t node) const;
    double selectTest(const QPointF&, bool, QVariant*) const override { return -1.0; }
    QCPRange getKeyRange(bool& found, QCP::SignDomain) const override;
    QCPRange getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const override;

protected:
    void draw(QCPPainter* painter) override;
    void drawLegendIcon(QCPPainter*, const QRectF&) const override { }

private:
    struct Strip; // pixel columns of one row that several nodes share
    void drawRow(QCPPainter& painter, std::size_t depth) const;
    void drawNode(QCPPainter& painter, std::size_t node, const QRectF& area) const;
    void drawName(QCPPainter& painter, std::size_t node, const QRectF& area) const;
    void drawLinks(QCPPainter& painter) const;

    const TreeLayout& m_layout;
    TreeNodes m_nodes;
    std::vector<QRgb> m_colors; // of nodes that are too narrow for a pattern
    std::vector<QString> m_names;
    std::vector<TreeMark> m_marks;
    std::vector<TreeLink> m_links;
    PlotTheme m_theme = PlotTheme::light();
};

} // namespace cobench::plots
