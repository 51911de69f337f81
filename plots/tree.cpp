// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/tree.h"

#include "plots/color_bar.h"
#include "plots/label_ticker.h"
#include "plots/plot_overlay.h"
#include "plots/tree_key.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace cobench::plots {
namespace {

using namespace Qt::StringLiterals;

constexpr int kStackedHeight = 320; // pixels that colour bar and key need one above the other
constexpr double kLegible = 28.0; // pixels a node needs to be read

constexpr std::array kKeyedStates{TreeState::Kept, TreeState::Pruned, TreeState::Killed, TreeState::NotGenerated};

LabelTicker* tickerOf(const QCPAxis* axis)
{
    return static_cast<LabelTicker*>(axis->ticker().data());
}

} // namespace

Tree::Tree(QWidget* parent)
    : PlotWidget(parent)
    , m_rows(new TreeRows(plot().xAxis, plot().yAxis, m_layout))
    , m_bar(new ColorBar(&plot()))
    , m_sideGrid(new QCPLayoutGrid)
    , m_barBox(new QCPLayoutGrid)
{
    plot().yAxis->setTicker(QSharedPointer<LabelTicker>::create());
    plot().yAxis->setRangeReversed(true);
    plot().yAxis->setTickLength(0, 0);
    plot().xAxis->setTickLabels(false);
    plot().xAxis->setTicks(false);
    for (QCPAxis* axis : {plot().xAxis, plot().yAxis})
        axis->grid()->setVisible(false);
    setSideElement(m_sideGrid);
    m_barBox->addElement(0, 0, m_bar); // the key is wider than a colour bar should be
    m_barBox->addElement(0, 1, new QCPLayoutElement(&plot()));
    m_barBox->setColumnStretchFactor(0, 0.001);
    arrangeSide(false);
    refreshKey();
    plot().legend->setVisible(true);
    Tree::applyTheme();
}

Tree::~Tree() = default;

void Tree::arrangeSide(bool beside)
{
    m_beside = beside;
    m_sideGrid->take(m_barBox);
    if (plot().legend->layout())
        plot().legend->layout()->take(plot().legend);
    m_sideGrid->simplify();
    m_sideGrid->addElement(0, 0, m_barBox);
    m_sideGrid->addElement(beside ? 0 : 1, beside ? 1 : 0, plot().legend);
    if (!beside)
        m_sideGrid->setRowStretchFactor(1, 0.001);
}

void Tree::setData(TreeData data)
{
    m_data = std::move(data);
    m_hovered.reset();
    m_current.reset();
    m_layout.setNodes(m_data.nodes);
    m_rows->setNames(m_data.names);
    m_bar->setLabel(m_data.valueTitle);
    tickerOf(plot().yAxis)->setLabels(m_data.rows);
    setAxisTitles(m_data.columnTitle, m_data.rowTitle);
    setTitle(m_data.title, m_data.note);
    m_selected.clear();
    m_found.clear();
    m_rows->setLinks({});
    refreshMarks();
    recolor();
    fit();
    dataChanged();
}

void Tree::updateNodes(TreeNodes nodes, const QString& note)
{
    Q_ASSERT(nodes.size() == m_data.nodes.size());
    m_data.nodes = std::move(nodes);
    m_data.note = note;
    setTitle(m_data.title, note);
    recolor();
    dataChanged();
}

void Tree::setCollapsed(std::size_t node, bool collapsed)
{
    m_layout.setCollapsed(node, collapsed);
    fit();
}

void Tree::collapseBelow(std::size_t depth)
{
    m_layout.collapseBelow(depth);
    fit();
}

void Tree::expandAll()
{
    m_layout.expandAll();
    fit();
}

void Tree::setSelected(std::vector<std::size_t> nodes)
{
    m_selected = std::move(nodes);
    refreshMarks();
}

void Tree::setFound(std::vector<std::size_t> nodes, std::optional<std::size_t> current)
{
    m_found = std::move(nodes);
    m_current = current;
    refreshMarks();
}

void Tree::setLinks(std::vector<TreeLink> links)
{
    m_rows->setLinks(std::move(links));
    queueReplot();
}

const std::vector<TreeLink>& Tree::links() const
{
    return m_rows->links();
}

void Tree::refreshMarks()
{
    std::vector<TreeMark> marks(m_data.nodes.size(), TreeMark::None);
    for (const std::size_t node : m_found)
        marks[node] = TreeMark::Found;
    if (m_current)
        marks[*m_current] = TreeMark::Current;
    for (const std::size_t node : m_selected)
        marks[node] = TreeMark::Selected;
    m_rows->setMarks(std::move(marks));
    refreshKey();
    queueReplot();
}

void Tree::refreshKey()
{
    QCPLegend* key = plot().legend;
    key->clearItems();
    for (const TreeState state : kKeyedStates)
        key->addItem(new TreeKeyItem(key, state, *this));
    if (!m_selected.empty())
        key->addItem(new TreeKeyItem(key, TreeMark::Selected, *this));
    if (!m_found.empty())
        key->addItem(new TreeKeyItem(key, TreeMark::Found, *this));
}

void Tree::reveal(std::size_t node)
{
    m_layout.expandTo(node);
    const double left = m_layout.left(node);
    const double extent = m_layout.extent(node);
    const AxisSpan whole = fullRange().x;
    const AxisSpan view = viewRange().x;
    const double legible = extent * std::max(1.0, plot().axisRect()->width() / kLegible);
    const double width = std::min({view.high - view.low, legible, whole.high - whole.low});
    const bool inside = left >= view.low && left + extent <= view.high && width == view.high - view.low;
    if (inside)
        return queueReplot();
    const double low = std::clamp(left + 0.5 * (extent - width), whole.low, whole.high - width);
    setViewRange({{low, low + width}, fullRange().y});
}

void Tree::zoomTo(std::size_t node)
{
    if (m_layout.extent(node) == 0.0)
        expandAll();
    setViewRange({{m_layout.left(node), m_layout.left(node) + m_layout.extent(node)}, fullRange().y});
}

AxisSpan Tree::valueSpan() const
{
    if (m_data.range)
        return *m_data.range;
    AxisSpan span{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    for (const TreeNode& node : m_data.nodes) {
        if (node.state != TreeState::Kept || std::isnan(node.value))
            continue;
        span.low = std::min(span.low, node.value);
        span.high = std::max(span.high, node.value);
    }
    return span.low <= span.high ? span : AxisSpan{};
}

void Tree::recolor()
{
    const AxisSpan span = valueSpan();
    const ColorRange range{span.low, span.high};
    m_rows->setCells(m_data.nodes, range);
    m_bar->setColors(theme().sequential, range);
}

void Tree::applyTheme()
{
    m_rows->setTheme(theme());
    m_bar->setTheme(theme());
    recolor();
}

bool Tree::prepareLabels(const QSize& size)
{
    if (const bool beside = plot().viewport().height() < kStackedHeight; beside != m_beside) {
        arrangeSide(beside);
        return true;
    }
    const QFont font = theme().smallFont();
    const ViewRange view = viewRange();
    const double rowHeight = size.height() / std::max(1.0, view.y.high - view.y.low);
    LabelTicker* ticker = tickerOf(plot().yAxis);
    const bool elided = ticker->setElision(font, plot().viewport().width() / 4);
    return ticker->fit(rowHeight, QFontMetricsF(font).height()) || elided;
}

ViewRange Tree::fullRange() const
{
    return {{0.0, std::max(1.0, m_layout.width())}, {-0.5, std::max(0.5, double(m_layout.rows()) - 0.5)}};
}

std::optional<std::size_t> Tree::nodeAt(const QPointF& pixel) const
{
    if (!plot().axisRect()->rect().contains(pixel.toPoint()))
        return std::nullopt;
    const double depth = std::round(plot().yAxis->pixelToCoord(pixel.y()));
    const double x = plot().xAxis->pixelToCoord(pixel.x());
    if (depth < 0 || depth >= double(m_layout.rows()))
        return std::nullopt;
    const auto& row = m_layout.row(std::size_t(depth));
    const std::size_t place = m_layout.firstEndingAfter(std::size_t(depth), x);
    if (place == row.size() || m_layout.left(row[place]) > x)
        return std::nullopt;
    return row[place];
}

QPointF Tree::centerOf(std::size_t node) const
{
    return m_rows->nodeRect(node).center();
}

std::vector<QString> Tree::pathOf(std::size_t node) const
{
    std::vector<QString> path;
    for (auto at = static_cast<std::int32_t>(node); at >= 0; at = m_data.nodes[std::size_t(at)].parent)
        path.push_back(m_data.names[m_data.nodes[std::size_t(at)].name]);
    std::reverse(path.begin(), path.end());
    return path;
}

std::optional<ReadOut> Tree::readOutAt(const QPointF& pixel) const
{
    const auto node = nodeAt(pixel);
    if (!node)
        return std::nullopt;
    const std::vector<QString> path = pathOf(*node);
    QString text = m_data.describe
        ? m_data.describe(*node)
        : QStringList(path.begin(), path.end()).join(u" + "_s) + u'\n' + stateName(m_data.nodes[*node].state);
    if (m_layout.isCollapsed(*node))
        text += u'\n' + tr("%n teams hidden below", nullptr, int(m_layout.hiddenBelow(*node)));
    return ReadOut{.text = text, .anchor = pixel, .frame = m_rows->nodeRect(*node)};
}

void Tree::clickAt(const QPointF& pixel, Qt::KeyboardModifiers modifiers)
{
    if (const auto node = nodeAt(pixel))
        Q_EMIT nodeClicked(*node, modifiers);
}

void Tree::hoverAt(const std::optional<QPointF>& pixel)
{
    const auto node = pixel ? nodeAt(*pixel) : std::nullopt;
    if (node == m_hovered)
        return;
    m_hovered = node;
    if (node)
        Q_EMIT nodeHovered(*node);
    else
        Q_EMIT hoverLeft();
}

bool Tree::handleKey(int key, Qt::KeyboardModifiers modifiers)
{
    const auto node = m_hovered ? m_hovered : m_current;
    if (!node)
        return false;
    if (key == Qt::Key_Space)
        setCollapsed(*node, !m_layout.isCollapsed(*node));
    else if (key == Qt::Key_Return || key == Qt::Key_Enter)
        Q_EMIT nodeClicked(*node, modifiers);
    else if (key == Qt::Key_Z)
        zoomTo(*node);
    else
        return false;
    return true;
}

PlotTable Tree::tableData() const
{
    PlotTable table{.caption = title(),
        .headers = {m_data.rowTitle, tr("Members"), tr("State"), m_data.valueTitle},
        .rows = {}};
    const ViewRange view = viewRange();
    for (std::size_t node = 0; node < m_data.nodes.size(); ++node) {
        const double left = m_layout.left(node);
        if (m_layout.extent(node) == 0.0 || left >= view.x.high || left + m_layout.extent(node) <= view.x.low)
            continue;
        const std::vector<QString> path = pathOf(node);
        table.rows.push_back({m_data.rows[m_layout.depth(node)],
            QStringList(path.begin(), path.end()).join(u" + "_s),
            stateName(m_data.nodes[node].state),
            m_data.nodes[node].value});
    }
    return table;
}

QString Tree::summary() const
{
    std::array<qsizetype, 5> count{};
    for (const TreeNode& node : m_data.nodes)
        ++count[std::size_t(node.state)];
    return tr("Tree of %1 nodes: %2 kept, %3 pruned, %4 killed, %5 never generated")
        .arg(m_data.nodes.size())
        .arg(count[std::size_t(TreeState::Kept)])
        .arg(count[std::size_t(TreeState::Pruned)])
        .arg(count[std::size_t(TreeState::Killed)])
        .arg(count[std::size_t(TreeState::NotGenerated)]);
}

} // namespace cobench::plots
