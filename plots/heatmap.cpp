// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/heatmap.h"

#include "plots/cell_grid.h"
#include "plots/color_bar.h"
#include "plots/label_ticker.h"
#include "plots/plot_overlay.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cobench::plots {
namespace {

using namespace Qt::StringLiterals;

constexpr int kWidestLabel = 180; // pixels
constexpr int kLabelGap = 8;

std::vector<std::size_t> orderOr(std::vector<std::size_t> order, std::size_t count)
{
    if (order.size() == count)
        return order;
    order.resize(count);
    std::iota(order.begin(), order.end(), std::size_t(0));
    return order;
}

std::vector<std::size_t> inverse(const std::vector<std::size_t>& order)
{
    std::vector<std::size_t> places(order.size());
    for (std::size_t place = 0; place < order.size(); ++place)
        places[order[place]] = place;
    return places;
}

std::vector<QString> inOrder(const std::vector<QString>& names, const std::vector<std::size_t>& order)
{
    std::vector<QString> shown;
    shown.reserve(order.size());
    for (const std::size_t index : order)
        shown.push_back(names[index]);
    return shown;
}

LabelTicker* tickerOf(const QCPAxis* axis)
{
    return static_cast<LabelTicker*>(axis->ticker().data());
}

AxisSpan definedSpan(const std::vector<double>& values)
{
    AxisSpan span{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    for (const double value : values) {
        if (std::isnan(value))
            continue;
        span.low = std::min(span.low, value);
        span.high = std::max(span.high, value);
    }
    return span.low <= span.high ? span : AxisSpan{};
}

} // namespace

Heatmap::Heatmap(QWidget* parent)
    : PlotWidget(parent)
    , m_grid(new CellGrid(plot().xAxis, plot().yAxis))
    , m_bar(new ColorBar(&plot()))
{
    for (QCPAxis* axis : {plot().xAxis, plot().yAxis}) {
        axis->setTicker(QSharedPointer<LabelTicker>::create());
        axis->grid()->setVisible(false);
        axis->setTickLength(0, 0);
    }
    plot().yAxis->setRangeReversed(true);
    setSideElement(m_bar);
    overlay().setMarks([this](QCPPainter& painter) { drawHovered(painter); });
    Heatmap::applyTheme();
}

Heatmap::~Heatmap() = default;

void Heatmap::setData(HeatmapData data)
{
    const bool sameShape = data.rows.size() == m_data.rows.size() && data.columns.size() == m_data.columns.size();
    m_data = std::move(data);
    m_hovered.reset();
    m_grid->setDecimals(m_data.decimals);
    m_bar->setLabel(m_data.valueTitle);
    setAxisTitles(m_data.columnTitle, m_data.rowTitle);
    const bool hatched
        = std::any_of(m_data.values.begin(), m_data.values.end(), [](double v) { return std::isnan(v); });
    const QString hatchNote = hatched && !m_data.emptyDiagonal ? tr("hatched: undefined") : QString();
    setTitle(m_data.title,
        m_data.note.isEmpty() || hatchNote.isEmpty() ? m_data.note + hatchNote
                                                     : m_data.note + u" · "_s + hatchNote);
    reorder();
    if (!sameShape)
        fit();
}

void Heatmap::setOrder(std::vector<std::size_t> rows, std::vector<std::size_t> columns)
{
    m_data.rowOrder = std::move(rows);
    m_data.columnOrder = std::move(columns);
    reorder();
}

void Heatmap::reorder()
{
    m_data.rowOrder = orderOr(std::move(m_data.rowOrder), m_data.rows.size());
    m_data.columnOrder = orderOr(std::move(m_data.columnOrder), m_data.columns.size());
    m_rowPlace = inverse(m_data.rowOrder);
    m_columnPlace = inverse(m_data.columnOrder);
    tickerOf(plot().yAxis)->setLabels(inOrder(m_data.rows, m_data.rowOrder));
    tickerOf(plot().xAxis)->setLabels(inOrder(m_data.columns, m_data.columnOrder));
    recolor();
    setSelectedRows(m_selected);
    dataChanged();
}

// On one side of the neutral value half of a diverging map would lie idle and the other half hide the differences.
bool Heatmap::isDiverging() const
{
    const AxisSpan span = m_data.range.value_or(definedSpan(m_data.values));
    return m_data.neutral && span.low < *m_data.neutral && *m_data.neutral < span.high;
}

AxisSpan Heatmap::valueSpan() const
{
    const AxisSpan span = m_data.range.value_or(definedSpan(m_data.values));
    if (!isDiverging())
        return span;
    const ColorRange range = ColorRange::around(*m_data.neutral, span.low, span.high);
    return {range.low, range.high};
}

void Heatmap::recolor()
{
    const ColorMap& map = isDiverging() ? theme().diverging : theme().sequential;
    const AxisSpan span = valueSpan();
    const ColorRange range{span.low, span.high};
    std::vector<GridCell> cells;
    cells.reserve(m_data.values.size());
    double last = 0.0; // runs of one value are common: most of a large confusion matrix is zero
    QRgb color = map.at(range.position(last)).rgb();
    for (const std::size_t row : m_data.rowOrder) {
        for (const std::size_t column : m_data.columnOrder) {
            const double value = valueOf({row, column});
            if (!std::isnan(value) && value != last)
                color = map.at(range.position(last = value)).rgb();
            if (!std::isnan(value))
                cells.push_back({color, GridCell::Kind::Value, value});
            else if (m_data.emptyDiagonal && row == column)
                cells.push_back({0, GridCell::Kind::Blank, value});
            else
                cells.push_back({0, GridCell::Kind::Undefined, value});
        }
    }
    m_grid->setCells(m_data.rows.size(), m_data.columns.size(), std::move(cells));
    m_bar->setColors(map, range);
}

void Heatmap::applyTheme()
{
    m_grid->setTheme(theme());
    m_bar->setTheme(theme());
    recolor();
}

bool Heatmap::prepareLabels(const QSize& size)
{
    const QFont font = theme().smallFont();
    const double lineHeight = QFontMetricsF(font).height();
    const ViewRange view = viewRange();
    const double rowHeight = size.height() / std::max(1.0, view.y.high - view.y.low);
    const double columnWidth = size.width() / std::max(1.0, view.x.high - view.x.low);
    LabelTicker* rows = tickerOf(plot().yAxis);
    LabelTicker* columns = tickerOf(plot().xAxis);
    bool changed = rows->setElision(font, std::min(kWidestLabel, plot().viewport().width() / 4));
    changed |= columns->setElision(font, std::min(kWidestLabel, plot().viewport().height() / 4));
    changed |= rows->fit(rowHeight, lineHeight);
    const bool turned = columns->widest(font) + kLabelGap > columnWidth;
    changed |= columns->fit(columnWidth, turned ? lineHeight : 0.0);
    const double rotation = turned ? -90.0 : 0.0;
    changed |= plot().xAxis->tickLabelRotation() != rotation;
    plot().xAxis->setTickLabelRotation(rotation);
    return changed;
}

void Heatmap::setSelectedRows(const std::vector<std::size_t>& rows)
{
    m_selected = rows;
    std::vector<std::size_t> places;
    for (const std::size_t row : rows) {
        if (row < m_rowPlace.size())
            places.push_back(m_rowPlace[row]);
    }
    m_grid->setSelected(std::move(places), m_data.rowOrder == m_data.columnOrder && m_data.emptyDiagonal);
    queueReplot();
}

void Heatmap::setHoveredRow(std::optional<std::size_t> row)
{
    if (std::exchange(m_hoveredRow, row) != row)
        overlay().refresh();
}

void Heatmap::setHoveredTeam(const std::vector<std::size_t>& members)
{
    if (std::exchange(m_hoveredTeam, members) != members)
        overlay().refresh();
}

void Heatmap::drawHovered(QCPPainter& painter) const
{
    if (m_hovered || m_data.values.empty())
        return; // the crosshair says it
    painter.setPen(QPen(theme().text, 1.5));
    painter.setBrush(Qt::NoBrush);
    if (m_hoveredRow && *m_hoveredRow < m_rowPlace.size()) {
        const std::size_t place = m_rowPlace[*m_hoveredRow];
        painter.drawRect(m_grid->cellRect(place, 0).united(m_grid->cellRect(place, m_data.columns.size() - 1)));
    }
    for (const std::size_t row : m_hoveredTeam) {
        for (const std::size_t column : m_hoveredTeam) {
            if (row != column && row < m_rowPlace.size() && column < m_columnPlace.size())
                painter.drawRect(cellFrame({row, column}));
        }
    }
}

ViewRange Heatmap::fullRange() const
{
    return {{-0.5, std::max(0.5, double(m_data.columns.size()) - 0.5)},
        {-0.5, std::max(0.5, double(m_data.rows.size()) - 0.5)}};
}

std::optional<Heatmap::Cell> Heatmap::cellAt(const QPointF& pixel) const
{
    if (!plot().axisRect()->rect().contains(pixel.toPoint()))
        return std::nullopt;
    const double column = std::round(plot().xAxis->pixelToCoord(pixel.x()));
    const double row = std::round(plot().yAxis->pixelToCoord(pixel.y()));
    if (column < 0 || row < 0 || column >= double(m_data.columns.size()) || row >= double(m_data.rows.size()))
        return std::nullopt;
    return Cell{m_data.rowOrder[std::size_t(row)], m_data.columnOrder[std::size_t(column)]};
}

QPointF Heatmap::centerOf(const Cell& cell) const
{
    return cellFrame(cell).center();
}

QRectF Heatmap::cellFrame(const Cell& cell) const
{
    return m_grid->cellRect(m_rowPlace[cell.row], m_columnPlace[cell.column]);
}

std::optional<std::size_t> Heatmap::labelAt(const QPointF& pixel) const
{
    const QRect area = plot().axisRect()->rect();
    if (pixel.x() >= area.left() || pixel.y() < area.top() || pixel.y() > area.bottom())
        return std::nullopt;
    const double row = std::round(plot().yAxis->pixelToCoord(pixel.y()));
    if (row < 0 || row >= double(m_data.rows.size()))
        return std::nullopt;
    return m_data.rowOrder[std::size_t(row)];
}

QString Heatmap::describeCell(const Cell& cell) const
{
    const double value = valueOf(cell);
    QString text = m_data.rows[cell.row] + u" × "_s + m_data.columns[cell.column] + u'\n';
    if (std::isnan(value) && m_data.emptyDiagonal && cell.row == cell.column)
        return m_data.rows[cell.row];
    if (!std::isnan(value))
        return text + m_data.valueTitle + u": "_s + QLocale::c().toString(value, 'f', std::max(m_data.decimals, 4));
    text += tr("undefined");
    return m_data.undefinedReason.isEmpty() ? text : text + u": "_s + m_data.undefinedReason;
}

std::optional<ReadOut> Heatmap::readOutAt(const QPointF& pixel) const
{
    if (const auto cell = cellAt(pixel))
        return ReadOut{.text = describeCell(*cell), .anchor = pixel, .frame = cellFrame(*cell)};
    if (const auto row = labelAt(pixel))
        return ReadOut{.text = m_data.rows[*row], .anchor = pixel, .frame = {}};
    return std::nullopt;
}

void Heatmap::clickAt(const QPointF& pixel, Qt::KeyboardModifiers modifiers)
{
    if (const auto cell = cellAt(pixel))
        Q_EMIT cellClicked(cell->row, cell->column, modifiers);
    else if (const auto row = labelAt(pixel))
        Q_EMIT rowClicked(*row, modifiers);
}

void Heatmap::hoverAt(const std::optional<QPointF>& pixel)
{
    const auto cell = pixel ? cellAt(*pixel) : std::nullopt;
    if (cell == m_hovered)
        return;
    m_hovered = cell;
    if (cell)
        Q_EMIT cellHovered(cell->row, cell->column);
    else
        Q_EMIT hoverLeft();
}

bool Heatmap::handleKey(int key, Qt::KeyboardModifiers modifiers)
{
    if (key != Qt::Key_Return && key != Qt::Key_Enter && key != Qt::Key_Space)
        return modifiers.testFlag(Qt::ShiftModifier) && moveFocusCell(key);
    if (!m_hovered)
        return false;
    Q_EMIT cellClicked(m_hovered->row, m_hovered->column, modifiers);
    return true;
}

// Shift and an arrow walk from cell to cell as the mouse would hover.
bool Heatmap::moveFocusCell(int key)
{
    if (m_data.values.empty())
        return false;
    const Cell from = m_hovered.value_or(Cell{m_data.rowOrder.front(), m_data.columnOrder.front()});
    std::size_t row = m_rowPlace[from.row];
    std::size_t column = m_columnPlace[from.column];
    switch (key) {
    case Qt::Key_Left:
        column -= column > 0;
        break;
    case Qt::Key_Right:
        column += column + 1 < m_columnPlace.size();
        break;
    case Qt::Key_Up:
        row -= row > 0;
        break;
    case Qt::Key_Down:
        row += row + 1 < m_rowPlace.size();
        break;
    default:
        return false;
    }
    const QPointF pixel = centerOf({m_data.rowOrder[row], m_data.columnOrder[column]});
    hoverAt(pixel);
    overlay().setReadOut(readOutAt(pixel));
    return true;
}

PlotTable Heatmap::tableData() const
{
    PlotTable table{.caption = title(), .headers = {m_data.rowTitle}, .rows = {}};
    const ViewRange view = viewRange();
    const auto shown = [](std::size_t place, const AxisSpan& span) {
        return double(place) > span.low && double(place) < span.high;
    };
    for (std::size_t place = 0; place < m_data.columns.size(); ++place) {
        if (shown(place, view.x))
            table.headers.push_back(m_data.columns[m_data.columnOrder[place]]);
    }
    for (std::size_t rowPlace = 0; rowPlace < m_data.rows.size(); ++rowPlace) {
        if (!shown(rowPlace, view.y))
            continue;
        const std::size_t row = m_data.rowOrder[rowPlace];
        std::vector<PlotCell> cells{m_data.rows[row]};
        for (std::size_t place = 0; place < m_data.columns.size(); ++place) {
            if (shown(place, view.x))
                cells.emplace_back(valueOf({row, m_data.columnOrder[place]}));
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

QString Heatmap::summary() const
{
    const AxisSpan span = definedSpan(m_data.values);
    return tr("%1 by %2 matrix of %3, from %4 to %5")
        .arg(m_data.rows.size())
        .arg(m_data.columns.size())
        .arg(m_data.valueTitle, formatNumber(span.low), formatNumber(span.high));
}

} // namespace cobench::plots
