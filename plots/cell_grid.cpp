// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/cell_grid.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cobench::plots {
namespace {

constexpr double kLeastShape = 3.0; // pixels; smaller cells are drawn as one picture
constexpr double kGapFrom = 9.0; // pixels; cells from this size stand apart
constexpr std::size_t kMostNumbers = 4000;
constexpr int kLeastDecimals = 2; // fewer would call 0.96 a one
constexpr double kHatchStep = 5.0;
constexpr double kTextMargin = 4.0;

std::pair<std::size_t, std::size_t> placesIn(const QCPRange& range, std::size_t count)
{
    const auto limit = [count](double place) { return std::size_t(std::clamp(place, 0.0, double(count))); };
    return {limit(std::floor(range.lower + 0.5)), limit(std::ceil(range.upper + 0.5))};
}

QString numberText(double value, int decimals)
{
    const double unit = std::pow(10.0, -decimals);
    const double shown = std::abs(value) < unit / 2 ? 0.0 : value; // no "-0.00"
    return QLocale::c().toString(shown, 'f', decimals);
}

} // namespace

CellGrid::CellGrid(QCPAxis* keyAxis, QCPAxis* valueAxis)
    : QCPAbstractPlottable(keyAxis, valueAxis)
{
}

void CellGrid::setCells(std::size_t rows, std::size_t columns, std::vector<GridCell> cells)
{
    m_rows = rows;
    m_columns = columns;
    m_cells = std::move(cells);
    m_low = std::numeric_limits<double>::infinity();
    m_high = -m_low;
    for (const GridCell& c : m_cells) {
        if (c.kind == GridCell::Kind::Value) {
            m_low = std::min(m_low, c.value);
            m_high = std::max(m_high, c.value);
        }
    }
}

void CellGrid::setSelected(std::vector<std::size_t> places, bool columnsToo)
{
    m_selected = std::move(places);
    m_selectColumns = columnsToo;
}

QRectF CellGrid::cellRect(std::size_t row, std::size_t column) const
{
    const QPointF first = coordsToPixels(double(column) - 0.5, double(row) - 0.5);
    const QPointF second = coordsToPixels(double(column) + 0.5, double(row) + 0.5);
    return QRectF(first, second).normalized();
}

QCPRange CellGrid::getKeyRange(bool& found, QCP::SignDomain) const
{
    found = m_columns > 0;
    return {-0.5, double(m_columns) - 0.5};
}

QCPRange CellGrid::getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const
{
    found = m_rows > 0;
    return {-0.5, double(m_rows) - 0.5};
}

CellGrid::Window CellGrid::visible() const
{
    const auto [firstColumn, lastColumn] = placesIn(keyAxis()->range(), m_columns);
    const auto [firstRow, lastRow] = placesIn(valueAxis()->range(), m_rows);
    return {firstRow, lastRow, firstColumn, lastColumn};
}

void CellGrid::draw(QCPPainter* painter)
{
    if (m_cells.empty())
        return;
    const QRectF sample = cellRect(0, 0);
    painter->setAntialiasing(false);
    if (std::min(sample.width(), sample.height()) < kLeastShape) {
        drawAsImage(*painter);
    } else {
        const Window window = visible();
        drawShapes(*painter, window);
        drawNumbers(*painter, window);
    }
    drawSelected(*painter);
}

void CellGrid::drawAsImage(QCPPainter& painter) const
{
    QImage image(int(m_columns), int(m_rows), QImage::Format_RGB32);
    for (std::size_t row = 0; row < m_rows; ++row) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(int(row)));
        for (std::size_t column = 0; column < m_columns; ++column) {
            const GridCell& c = cell(row, column);
            line[column] = c.kind == GridCell::Kind::Value ? c.color
                : c.kind == GridCell::Kind::Undefined      ? m_theme.missing.rgb()
                                                           : m_theme.background.rgb();
        }
    }
    const QRectF target(cellRect(0, 0).topLeft(), cellRect(m_rows - 1, m_columns - 1).bottomRight());
    painter.drawImage(target, image);
}

void CellGrid::drawShapes(QCPPainter& painter, const Window& window) const
{
    for (std::size_t row = window.firstRow; row < window.lastRow; ++row) {
        for (std::size_t column = window.firstColumn; column < window.lastColumn; ++column) {
            // Edges on whole pixels: neighbours share them exactly, so no seams show in vector files either.
            const QRectF exact = cellRect(row, column);
            QRectF area(QPointF(std::round(exact.left()), std::round(exact.top())),
                QPointF(std::round(exact.right()), std::round(exact.bottom())));
            if (std::min(exact.width(), exact.height()) >= kGapFrom)
                area.adjust(0, 0, -1, -1);
            const GridCell& c = cell(row, column);
            if (c.kind == GridCell::Kind::Value)
                painter.fillRect(area, QColor::fromRgb(c.color));
            else if (c.kind == GridCell::Kind::Undefined)
                drawUndefined(painter, area);
        }
    }
}

// Lines instead of a brush pattern, which vector formats turn into pictures.
void CellGrid::drawUndefined(QCPPainter& painter, const QRectF& area) const
{
    painter.fillRect(area, m_theme.missing);
    painter.setAntialiasing(true);
    painter.setPen(QPen(m_theme.missingHatch, 1.0));
    for (double offset = kHatchStep / 2; offset < area.width() + area.height(); offset += kHatchStep) {
        const double overX = std::max(0.0, offset - area.width());
        const double overY = std::max(0.0, offset - area.height());
        painter.drawLine(QLineF(
            area.left() + offset - overX, area.top() + overX, area.left() + overY, area.top() + offset - overY));
    }
    painter.setAntialiasing(false);
}

int CellGrid::fittingDecimals(const Window& window, const QSizeF& size) const
{
    const QFontMetricsF metrics(m_theme.smallFont());
    if (window.count() > kMostNumbers || metrics.height() > size.height())
        return -1;
    const auto width
        = [&](double value, int decimals) { return metrics.horizontalAdvance(numberText(value, decimals)); };
    const int least = std::min(m_decimals, kLeastDecimals);
    for (int decimals = m_decimals; decimals >= least; --decimals) {
        if (std::max(width(m_low, decimals), width(m_high, decimals)) + kTextMargin <= size.width())
            return decimals;
    }
    return -1;
}

void CellGrid::drawNumbers(QCPPainter& painter, const Window& window) const
{
    const int decimals = fittingDecimals(window, cellRect(0, 0).size());
    if (decimals < 0)
        return;
    painter.setFont(m_theme.smallFont());
    for (std::size_t row = window.firstRow; row < window.lastRow; ++row) {
        for (std::size_t column = window.firstColumn; column < window.lastColumn; ++column) {
            const GridCell& c = cell(row, column);
            if (c.kind != GridCell::Kind::Value)
                continue;
            painter.setPen(readableOn(QColor::fromRgb(c.color)));
            painter.drawText(cellRect(row, column), Qt::AlignCenter, numberText(c.value, decimals));
        }
    }
}

void CellGrid::drawSelected(QCPPainter& painter) const
{
    painter.setPen(QPen(m_theme.selection, 2.0));
    painter.setBrush(Qt::NoBrush);
    for (const std::size_t place : m_selected) {
        if (place < m_rows)
            painter.drawRect(cellRect(place, 0).united(cellRect(place, m_columns - 1)).adjusted(1, 0, -2, -1));
        if (m_selectColumns && place < m_columns)
            painter.drawRect(cellRect(0, place).united(cellRect(m_rows - 1, place)).adjusted(0, 1, -1, -2));
    }
}

} // namespace cobench::plots
