// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/run_table_view.h"

#include "core/common/error.h"
#include "plots/theme.h"
#include "ui/bridge/counted.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/quantity_names.h"
#include "ui/pages/runs/run_catalog.h"
#include "ui/widgets/column_widths.h"
#include "ui/widgets/copy_actions.h"
#include "ui/widgets/plain_table.h"

#include <QAction>
#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kNameWidth = 200; // pixels
constexpr int kWidest = 260;
constexpr int kMeasuredRows = 50; // for the widths of columns

} // namespace

RunTableView::RunTableView(RunCatalog& catalog, QWidget* parent)
    : QWidget(parent)
    , m_catalog(catalog)
    , m_model(catalog)
    , m_filter(new QLineEdit(this))
    , m_note(new QLabel(this))
    , m_archived(new QCheckBox(this))
    , m_tools(new QHBoxLayout)
    , m_table(plainTable(m_model, tr("Training runs"), this))
{
    setupUi();
    createActions();
    connectAll();
    refreshColours();
    fitColumns();
    refreshArchived();
    refreshNote();
}

void RunTableView::setupUi()
{
    m_filter->setPlaceholderText(tr("Filter: model = lenet5 and best(val/accuracy) > 0.9"));
    m_filter->setAccessibleName(tr("Filter of runs"));
    m_filter->setClearButtonEnabled(true);
    m_note->setProperty("role", u"dim"_s);
    m_tools->setContentsMargins(8, 6, 8, 6);
    m_tools->setSpacing(8);
    m_tools->addWidget(m_filter);
    m_tools->addWidget(m_archived);
    m_tools->addWidget(m_note);
    m_table->setSortingEnabled(true);
    m_table->setWordWrap(false);
    m_table->setMouseTracking(true);
    m_table->viewport()->installEventFilter(this);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    QHeaderView* header = m_table->horizontalHeader();
    header->setResizeContentsPrecision(kMeasuredRows);
    header->setSortIndicator(-1, Qt::DescendingOrder); // the newest first
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addItem(m_tools);
    column->addWidget(m_table, 1);
}

void RunTableView::addAction(QAction* action, bool primary)
{
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(primary ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    m_tools->addWidget(button);
    m_table->addAction(action);
}

void RunTableView::createActions()
{
    m_table->addActions(copyRowsActions([this] { return shownTable(true); }, this));
}

void RunTableView::connectAll()
{
    connect(m_table, &QTableView::entered, this, [this](const QModelIndex& index) {
        Q_EMIT runHovered(m_model.runAt(index.row()));
    });
    connect(m_filter, &QLineEdit::textChanged, this, &RunTableView::filterChanged);
    connect(
        m_table->horizontalHeader(), &QHeaderView::customContextMenuRequested, this, &RunTableView::showHeaderMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunTableView::shownChanged);
    connect(&m_model, &RunTable::layoutChanged, this, &RunTableView::shownChanged);
    connect(&m_model, &RunTable::modelReset, this, &RunTableView::shownChanged);
    connect(&m_catalog, &RunCatalog::listChanged, this, &RunTableView::fitColumns);
    connect(&m_catalog, &RunCatalog::listChanged, this, &RunTableView::refreshArchived);
    connect(m_archived, &QCheckBox::toggled, &m_model, &RunTable::setArchivedShown);
}

/// A text that is being typed may be half an expression: then the last whole one stays, and the field says why.
void RunTableView::filterChanged()
{
    const auto filter = study::RunFilter::parse(m_filter->text().toStdString());
    m_filter->setProperty("invalid", !filter.ok());
    m_filter->setToolTip(filter ? QString() : QString::fromStdString(describe(filter.error())));
    if (filter) {
        m_filterText = m_filter->text();
        m_model.setFilter(*filter);
    }
    refreshNote();
}

/// There is nothing to choose as long as nothing was put aside.
void RunTableView::refreshArchived()
{
    const auto archived = std::size_t(std::ranges::count_if(m_catalog.runs(), &study::Run::isArchived));
    m_archived->setText(tr("Archived (%1)").arg(count(archived)));
    m_archived->setVisible(archived > 0);
}

void RunTableView::refreshNote()
{
    const std::size_t shown = m_model.shown().size();
    QStringList parts{shown == m_model.total() ? counted(shown, tr("run"), tr("runs"))
                                               : tr("%1 of %2 runs").arg(count(shown), count(m_model.total()))};
    if (const auto rows = m_table->selectionModel()->selectedRows().size(); rows > 0)
        parts += tr("%1 selected").arg(rows);
    if (m_filter->property("invalid").toBool())
        parts = QStringList{m_filter->toolTip()};
    m_note->setText(parts.join(u" · "_s));
}

void RunTableView::shownChanged()
{
    refreshNote();
    Q_EMIT chosenChanged();
}

std::vector<RunId> RunTableView::selected() const
{
    std::vector<RunId> runs;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        runs.push_back(m_model.runAt(index.row()));
    std::ranges::sort(runs);
    return runs;
}

std::vector<RunId> RunTableView::chosen() const
{
    std::vector<RunId> runs = selected();
    if (runs.empty())
        runs = m_model.shown();
    std::ranges::sort(runs);
    return runs;
}

std::string RunTableView::chosenFilter() const
{
    std::string text;
    for (const RunId run : selected())
        text += (text.empty() ? "id = " : " or id = ") + std::to_string(run.value);
    if (!text.empty())
        return text;
    text = m_filterText.trimmed().toStdString();
    if (m_model.isArchivedShown() || std::ranges::none_of(m_catalog.runs(), &study::Run::isArchived))
        return text;
    return text.empty() ? "archived = 0" : "(" + text + ") and archived = 0";
}

void RunTableView::select(const std::vector<RunId>& runs, Qt::KeyboardModifiers modifiers)
{
    QItemSelection selection;
    for (const RunId run : runs)
        if (const int row = m_model.rowOf(run); row >= 0)
            selection.select(m_model.index(row, 0), m_model.index(row, m_model.columnCount() - 1));
    const bool adds = modifiers.testFlag(Qt::ControlModifier);
    m_table->selectionModel()->select(
        selection, adds ? QItemSelectionModel::Toggle : QItemSelectionModel::ClearAndSelect);
    if (!selection.isEmpty())
        m_table->scrollTo(selection.first().topLeft());
}

void RunTableView::clearSelection()
{
    m_table->clearSelection();
}

void RunTableView::fitColumns()
{
    if (m_fitted || m_model.shown().empty())
        return;
    m_fitted = !m_catalog.tags().empty(); // until something is known of the runs, their cells are narrow
    m_table->resizeColumnsToContents();
    widenForHeadings(*m_table);
    for (int column = 0; column < m_model.columnCount(); ++column) {
        const bool isName = m_model.columns()[static_cast<std::size_t>(column)].name == "name";
        m_table->setColumnWidth(column,
            std::clamp(m_table->columnWidth(column), isName ? kNameWidth : 0, std::max(kWidest, kNameWidth)));
    }
}

void RunTableView::refreshColours()
{
    m_model.setColours([theme = plots::PlotTheme::forPalette(palette())](
                           std::size_t place) { return theme.category(place).color; });
}

void RunTableView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refreshColours();
}

bool RunTableView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Leave)
        Q_EMIT runHovered(std::nullopt);
    return QWidget::eventFilter(watched, event);
}

void RunTableView::toggleColumn(const RunColumn& column, bool on)
{
    std::vector<RunColumn> columns = m_model.columns();
    if (on)
        columns.push_back(column);
    else
        std::erase(columns, column);
    setColumns(std::move(columns));
}

void RunTableView::setColumns(std::vector<RunColumn> columns)
{
    const std::vector<RunId> kept = selected();
    m_model.setColumns(std::move(columns));
    m_table->horizontalHeader()->setSortIndicator(m_model.sortIndex(), m_model.sortOrder());
    select(kept, {});
    m_fitted = false;
    fitColumns();
}

QAction* RunTableView::addColumnChoice(QMenu& menu, const RunColumn& column, const QString& title)
{
    QAction* action = menu.addAction(title);
    action->setCheckable(true);
    action->setChecked(std::ranges::count(m_model.columns(), column) > 0);
    connect(action, &QAction::toggled, this, [this, column](bool on) { toggleColumn(column, on); });
    return action;
}

void RunTableView::showHeaderMenu(const QPoint& position)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QMenu* facts = menu->addMenu(tr("Configuration"));
    std::vector<std::string> keys{"id", "state", "batch_name", "tags", "note", "seconds"};
    keys.insert(keys.end(), m_catalog.configKeys().begin(), m_catalog.configKeys().end());
    for (const std::string& key : keys)
        if (key != "name")
            addColumnChoice(*facts, {.name = key, .statistic = {}}, columnTitle(key));
    for (const std::string& tag : m_catalog.tags()) {
        QMenu* quantity = menu->addMenu(quantityTitle(tag));
        for (const auto statistic :
            {study::Statistic::Last, study::Statistic::Min, study::Statistic::Max, study::Statistic::Best})
            if (statistic != study::Statistic::Best || study::betterOf(tag) != study::Better::Neither)
                addColumnChoice(*quantity,
                    {.name = tag, .statistic = statistic},
                    titleOf({.name = tag, .statistic = statistic}));
    }
    menu->addSeparator();
    menu->addAction(tr("Usual columns"), this, [this] { setColumns(RunTable::defaultColumns()); });
    menu->popup(m_table->horizontalHeader()->mapToGlobal(position));
}

plots::PlotTable RunTableView::shownTable(bool selectedOnly) const
{
    plots::PlotTable table{.caption = tr("Training runs"), .headers = {}, .rows = {}};
    for (const RunColumn& column : m_model.columns())
        table.headers.push_back(titleOf(column));
    const bool all = !selectedOnly || !m_table->selectionModel()->hasSelection();
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (!all && !m_table->selectionModel()->isRowSelected(row))
            continue;
        std::vector<plots::PlotCell>& cells = table.rows.emplace_back();
        for (int column = 0; column < m_model.columnCount(); ++column) {
            const QVariant value = m_model.data(m_model.index(row, column), RunTable::ValueRole);
            cells.push_back(value.typeId() == QMetaType::Double ? plots::PlotCell(value.toDouble())
                                                                : plots::PlotCell(value.toString()));
        }
    }
    return table;
}

QJsonObject RunTableView::viewState() const
{
    QJsonArray columns;
    for (const RunColumn& column : m_model.columns())
        columns.append(QString::fromStdString(toText(column)));
    return {{u"columns"_s, columns}, {u"filter"_s, m_filterText}};
}

void RunTableView::restoreViewState(const QJsonObject& state)
{
    std::vector<RunColumn> columns;
    for (const auto& column : state["columns"_L1].toArray())
        columns.push_back(columnFromText(column.toString().toStdString()));
    setColumns(std::move(columns));
    m_filter->setText(state["filter"_L1].toString());
    std::vector<RunId> wanted;
    for (const auto& run : state["select"_L1].toArray())
        wanted.push_back(RunId{run.toInt()});
    if (!wanted.empty())
        select(wanted, {});
}

} // namespace cobench::ui
