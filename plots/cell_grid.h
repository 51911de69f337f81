// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/theme.h"

#include <qcustomplot.h>

#include <cstddef>
#include <vector>

namespace cobench::plots {

/// One cell as it is drawn.
struct GridCell {
    enum class Kind { Value, Undefined, Blank };
    QRgb color = 0;
    Kind kind = Kind::Value;
    double value = 0.0;
};

/// A block of cells: column c spans c ± 0.5 on the key axis, row r spans r ± 0.5 on the value axis. Shows numbers
/// where the widest of them fits, and single pixels of one picture where cells are too small for shapes.
class CellGrid : public QCPAbstractPlottable
{
public:
    CellGrid(QCPAxis* keyAxis, QCPAxis* valueAxis);

    void setCells(std::size_t rows, std::size_t columns, std::vector<GridCell> cells);
    void setDecimals(int decimals) { m_decimals = decimals; }
    void setTheme(const PlotTheme& theme) { m_theme = theme; }
    /// Bands over whole rows, and over columns when `columnsToo`; shown places.
    void setSelected(std::vector<std::size_t> places, bool columnsToo);

    QRectF cellRect(std::size_t row, std::size_t column) const;
    double selectTest(const QPointF&, bool, QVariant*) const override { return -1.0; }
    QCPRange getKeyRange(bool& found, QCP::SignDomain) const override;
    QCPRange getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const override;

protected:
    void draw(QCPPainter* painter) override;
    void drawLegendIcon(QCPPainter*, const QRectF&) const override { }

private:
    struct Window {
        std::size_t firstRow, lastRow, firstColumn, lastColumn; // half-open
        std::size_t count() const { return (lastRow - firstRow) * (lastColumn - firstColumn); }
    };
    Window visible() const;
    const GridCell& cell(std::size_t row, std::size_t column) const { return m_cells[row * m_columns + column]; }
    void drawAsImage(QCPPainter& painter) const;
    void drawShapes(QCPPainter& painter, const Window& window) const;
    void drawUndefined(QCPPainter& painter, const QRectF& area) const;
    void drawNumbers(QCPPainter& painter, const Window& window) const;
    void drawSelected(QCPPainter& painter) const;
    /// Most decimals with which the largest and the smallest number fit a cell; negative = none does.
    int fittingDecimals(const Window& window, const QSizeF& size) const;

    std::size_t m_rows = 0;
    std::size_t m_columns = 0;
    std::vector<GridCell> m_cells;
    double m_low = 0.0; // of all values
    double m_high = 0.0;
    std::vector<std::size_t> m_selected;
    bool m_selectColumns = false;
    int m_decimals = 3;
    PlotTheme m_theme = PlotTheme::light();
};

} // namespace cobench::plots
