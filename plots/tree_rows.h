// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/theme.h"
#include "plots/tree_layout.h"

#include <qcustomplot.h>

#include <vector>

namespace cobench::plots {

/// How a node of some state is filled; also the swatches of the key.
void drawTreeCell(
    QCPPainter& painter, const QRectF& area, TreeState state, const QColor& value, const PlotTheme& theme);

/// The rows of a tree as blocks. Nodes narrower than a pixel share it: its colour is their mean, so a picture of
/// 50,000 nodes costs what fits on the screen.
class TreeRows : public QCPAbstractPlottable
{
public:
    TreeRows(QCPAxis* keyAxis, QCPAxis* valueAxis, const TreeLayout& layout);

    /// Colours of values are given per node; `names` are drawn where they fit.
    void setCells(std::vector<TreeState> states, std::vector<QRgb> colors, std::vector<QString> names);
    void setTheme(const PlotTheme& theme) { m_theme = theme; }
    /// 1 = outlined; empty = none.
    void setHighlighted(std::vector<std::uint8_t> highlighted) { m_highlighted = std::move(highlighted); }

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
    QColor shownColor(std::size_t node) const;
    bool isHighlighted(std::size_t node) const { return node < m_highlighted.size() && m_highlighted[node] != 0; }

    const TreeLayout& m_layout;
    std::vector<TreeState> m_states;
    std::vector<QRgb> m_colors;
    std::vector<QString> m_names;
    std::vector<std::uint8_t> m_highlighted;
    PlotTheme m_theme = PlotTheme::light();
};

} // namespace cobench::plots
