// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_widget.h"

#include <cstddef>
#include <limits>
#include <vector>

class QCPPainter;

namespace cobench::plots {

class CellGrid;
class ColorBar;

/// A matrix of values with named rows and columns. Order is a view: indices in signals and setters are the data's.
struct HeatmapData {
    QString title;
    QString note;
    QString rowTitle; // axis titles: "Model"
    QString columnTitle;
    QString valueTitle; // of the colour bar, with its unit or direction
    std::vector<QString> rows;
    std::vector<QString> columns;
    std::vector<double> values; // [rows][columns]; NaN = undefined, shown hatched
    std::vector<std::size_t> rowOrder; // a permutation; empty = as given
    std::vector<std::size_t> columnOrder;
    std::optional<AxisSpan> range; // of the colours; nothing = of the defined values
    std::optional<double> neutral; // diverging colours around it where the range has values on both sides
    bool emptyDiagonal = false; // cells (i, i) mean nothing: left blank instead of hatched
    int decimals = 3; // in read-outs and, where there is room, in the cells
    QString undefinedReason; // "no sample in the set"; completes the read-out of undefined cells
};

/// Matrix with colour bar, numbers in cells where they fit, crosshair over cells. Row labels are the first choice
/// when space is short: they are thinned, columns are turned; the read-out always names both.
class Heatmap : public PlotWidget
{
    Q_OBJECT
public:
    explicit Heatmap(QWidget* parent = nullptr);
    ~Heatmap() override;

    void setData(HeatmapData data);
    const HeatmapData& data() const { return m_data; }
    void setOrder(std::vector<std::size_t> rows, std::vector<std::size_t> columns);
    /// Rows (and columns of the same index in a square matrix) drawn as selected; ascending data indices.
    void setSelectedRows(const std::vector<std::size_t>& rows);
    /// Outlines a row as if hovered; nothing = none. For a hover that began in another view.
    void setHoveredRow(std::optional<std::size_t> row);
    /// The same for all cells (i, j) of these rows and columns: the pairs of a team. Ignores what is out of range.
    void setHoveredTeam(const std::vector<std::size_t>& members);

    /// Data indices of a cell.
    struct Cell {
        std::size_t row = 0;
        std::size_t column = 0;
        bool operator==(const Cell&) const = default;
    };
    /// Under a widget pixel.
    std::optional<Cell> cellAt(const QPointF& pixel) const;
    /// Centre of a cell in widget pixels.
    QPointF centerOf(const Cell& cell) const;

    PlotTable tableData() const override;
    QString summary() const override;

Q_SIGNALS:
    void cellClicked(std::size_t row, std::size_t column, Qt::KeyboardModifiers modifiers);
    void cellHovered(std::size_t row, std::size_t column);
    void hoverLeft();
    void rowClicked(std::size_t row, Qt::KeyboardModifiers modifiers); // on its label

protected:
    ViewRange fullRange() const override;
    std::optional<ViewRange> viewLimit() const override { return fullRange(); }
    void applyTheme() override;
    bool prepareLabels(const QSize& size) override;
    std::optional<ReadOut> readOutAt(const QPointF& pixel) const override;
    void clickAt(const QPointF& pixel, Qt::KeyboardModifiers modifiers) override;
    void hoverAt(const std::optional<QPointF>& pixel) override;
    bool handleKey(int key, Qt::KeyboardModifiers modifiers) override;
    /// Text of a cell's read-out.
    virtual QString describeCell(const Cell& cell) const;
    CellGrid& grid() { return *m_grid; }

private:
    bool moveFocusCell(int key);
    void drawHovered(QCPPainter& painter) const;
    bool isDiverging() const;
    void reorder();
    void recolor();
    AxisSpan valueSpan() const;
    std::optional<std::size_t> labelAt(const QPointF& pixel) const;
    QRectF cellFrame(const Cell& cell) const;
    double valueOf(const Cell& cell) const { return m_data.values[cell.row * m_data.columns.size() + cell.column]; }

    HeatmapData m_data;
    std::vector<std::size_t> m_rowPlace; // data index -> shown place
    std::vector<std::size_t> m_columnPlace;
    std::vector<std::size_t> m_selected;
    std::optional<std::size_t> m_hoveredRow;
    std::vector<std::size_t> m_hoveredTeam;
    std::optional<Cell> m_hovered;
    CellGrid* m_grid; // owned by the plot
    ColorBar* m_bar; // owned by the plot's layout
};

} // namespace cobench::plots
