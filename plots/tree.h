// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_widget.h"
#include "plots/tree_layout.h"

#include <functional>
#include <optional>
#include <vector>

class QCPLayoutGrid;

namespace cobench::plots {

class ColorBar;
class TreeRows;

/// A forest of grown teams (or anything else that grows by one name at a time), parents before children.
struct TreeData {
    QString title;
    QString note;
    QString rowTitle; // of the depth axis: "Team size"
    QString columnTitle;
    QString valueTitle; // of the colour bar: what Kept nodes are coloured by
    std::vector<QString> names; // what nodes add
    std::vector<QString> rows; // one for each depth
    TreeNodes nodes;
    std::optional<AxisSpan> range; // of the colours; nothing = of the kept nodes' values
    std::function<QString(std::size_t node)> describe; // read-out; empty = the names on the way down
};

/// Blocks, one row per depth, each as wide as what grows from it: all of a million nodes at once, or one branch
/// after zooming in. A click or Return selects, Space collapses, Z zooms to the hovered node, else to the one
/// stepped to.
class Tree : public PlotWidget
{
    Q_OBJECT
public:
    explicit Tree(QWidget* parent = nullptr);
    ~Tree() override;

    void setData(TreeData data);
    const TreeData& data() const { return m_data; }
    /// New states and values for the same nodes (a slider moved): keeps zoom and collapsed branches.
    /// Precondition: as many nodes, same parents.
    void updateNodes(TreeNodes nodes, const QString& note);

    void setCollapsed(std::size_t node, bool collapsed);
    void collapseBelow(std::size_t depth);
    void expandAll();
    /// Outlined in the selection colour.
    void setSelected(std::vector<std::size_t> nodes);
    const std::vector<std::size_t>& selected() const { return m_selected; }
    /// Outlined otherwise: search hits. `current` is the one that was stepped to.
    void setFound(std::vector<std::size_t> nodes, std::optional<std::size_t> current = std::nullopt);
    /// Lines from node to node across the rows.
    void setLinks(std::vector<TreeLink> links);
    const std::vector<TreeLink>& links() const;
    /// Shows a node's branch across the whole width, all rows.
    void zoomTo(std::size_t node);
    /// Brings a node into view, wide enough to be read; what hides it is expanded.
    void reveal(std::size_t node);

    std::optional<std::size_t> nodeAt(const QPointF& pixel) const;
    QPointF centerOf(std::size_t node) const;
    /// Names from the root to the node.
    std::vector<QString> pathOf(std::size_t node) const;

    PlotTable tableData() const override;
    QString summary() const override;

Q_SIGNALS:
    void nodeClicked(std::size_t node, Qt::KeyboardModifiers modifiers);
    void nodeHovered(std::size_t node);
    void hoverLeft();

protected:
    ViewRange fullRange() const override;
    std::optional<ViewRange> viewLimit() const override { return fullRange(); }
    void applyTheme() override;
    bool prepareLabels(const QSize& size) override;
    std::optional<ReadOut> readOutAt(const QPointF& pixel) const override;
    void clickAt(const QPointF& pixel, Qt::KeyboardModifiers modifiers) override;
    void hoverAt(const std::optional<QPointF>& pixel) override;
    bool handleKey(int key, Qt::KeyboardModifiers modifiers) override;

private:
    void arrangeSide(bool beside);
    void refreshMarks();
    void refreshKey();
    void recolor();
    AxisSpan valueSpan() const;

    TreeData m_data;
    TreeLayout m_layout;
    std::vector<std::size_t> m_selected;
    std::vector<std::size_t> m_found;
    std::optional<std::size_t> m_current; // of the found ones
    std::optional<std::size_t> m_hovered;
    TreeRows* m_rows; // owned by the plot
    ColorBar* m_bar; // this and what follows: owned by the plot's layout
    QCPLayoutGrid* m_sideGrid;
    QCPLayoutGrid* m_barBox; // of the colour bar
    bool m_beside = false; // colour bar and key stand beside each other
};

} // namespace cobench::plots
