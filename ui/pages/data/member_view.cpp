// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/member_view.h"

#include "ui/bridge/source_watch.h"
#include "ui/style/icons.h"
#include "ui/widgets/colour_swatch.h"
#include "ui/widgets/command_action.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/shown_table.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace cobench::ui {

namespace {

using Reports = std::vector<ensemble::MemberReport>;

Result<Reports> reportAll(const ensemble::PreparedSplit& split, Progress& progress, const CancelToken& cancel)
{
    progress.beginStage("figures", split.models());
    Reports reports;
    for (std::size_t model = 0; model < split.models(); ++model) {
        if (cancel.isCancelled())
            return cancelled();
        reports.push_back(ensemble::reportMember(split, model));
        progress.advance();
    }
    return reports;
}

} // namespace

MemberView::MemberView(Workspace& workspace, PoolEditor& editor, SourceWatch& sources, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_editor(editor)
    , m_sources(sources)
    , m_filter(new QLineEdit(this))
    , m_note(new QLabel(this))
    , m_table(plainTable(m_proxy, tr("Models of the pool"), this))
{
    m_proxy.setSourceModel(&m_model);
    createActions();
    setupUi();
    connectWorkspace();
    poolChanged();
    splitChanged();
}

QAction* MemberView::addEdit(
    const QString& iconName, const QString& text, const QKeySequence& keys, void (MemberView::*run)())
{
    auto* action = new QAction(icon(iconName), text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, run);
    m_table->addAction(action);
    return action;
}

void MemberView::createActions()
{
    m_rename = addEdit(QStringLiteral("rename"), tr("Rename"), {}, &MemberView::rename);
    m_exclude = addEdit(QStringLiteral("exclude"),
        tr("Exclude or include"),
        QKeySequence(tr("Ctrl+E")),
        &MemberView::toggleExcluded);
    m_delete = addEdit(QStringLiteral("delete"), tr("Delete"), QKeySequence::Delete, &MemberView::remove);
    auto* separator = new QAction(this);
    separator->setSeparator(true);
    m_table->addAction(separator);
    m_copyActions = {addEdit(QStringLiteral("copy"), tr("Copy rows"), QKeySequence::Copy, &MemberView::copyTsv),
        addEdit(QStringLiteral("copy"), tr("Copy as LaTeX"), {}, &MemberView::copyLatex),
        commandAction(
            [this] { return m_workspace.split() ? poolInfoCommand(placeOf(m_workspace)) : QString(); }, this)};
    m_table->addAction(m_copyActions.back());
    const std::pair<Qt::Key, int> moves[] = {{Qt::Key_Up, -1}, {Qt::Key_Down, 1}};
    for (const auto& [key, by] : moves) {
        auto* move = new QAction(this);
        move->setShortcut(QKeySequence(Qt::ALT | key));
        move->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(move, &QAction::triggered, this, [this, step = by] { moveSelected(step); });
        addAction(move);
    }
}

void MemberView::setupUi()
{
    m_filter->setPlaceholderText(tr("Filter by name"));
    m_filter->setAccessibleName(tr("Filter by name"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(280);
    m_note->setProperty("role", QStringLiteral("dim"));
    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(16, 8, 16, 8);
    tools->addWidget(m_filter);
    tools->addWidget(m_note);
    tools->addStretch();
    for (QAction* action : {m_rename, m_exclude, m_delete, m_copyActions.front()}) {
        auto* button = new QToolButton(this);
        button->setDefaultAction(action);
        tools->addWidget(button);
    }
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_table->setDragDropMode(QAbstractItemView::InternalMove);
    m_table->setDragDropOverwriteMode(false);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(MemberTable::IndexColumn, Qt::AscendingOrder);
    auto* names = new SwatchDelegate(MemberTable::ColourRole, MemberTable::ExcludedRole, m_table);
    names->setNoteRole(MemberTable::NoteRole);
    m_table->setItemDelegateForColumn(MemberTable::NameColumn, names);
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionsMovable(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setDefaultSectionSize(108);
    for (const int narrow : {MemberTable::NllColumn, MemberTable::EceColumn, MemberTable::ErrorsColumn})
        header->resizeSection(narrow, 80);
    header->resizeSection(MemberTable::IndexColumn, 48);
    header->resizeSection(MemberTable::NameColumn, 176);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(tools);
    column->addWidget(m_table, 1);
    connect(header, &QHeaderView::customContextMenuRequested, this, &MemberView::showHeaderMenu);
}

void MemberView::connectWorkspace()
{
    connect(&m_workspace, &Workspace::poolChanged, this, &MemberView::poolChanged);
    connect(&m_workspace, &Workspace::splitChanged, this, &MemberView::splitChanged);
    connect(&m_sources, &SourceWatch::changed, this, &MemberView::refreshSourceNotes);
    connect(&m_workspace.selection(), &Selection::modelsChanged, this, &MemberView::pullSelection);
    connect(&m_model, &MemberTable::renameWanted, this, [this](qint64 id, const QString& name) {
        if (const QString problem = m_editor.nameProblem(id, name); !problem.isEmpty())
            m_note->setText(problem);
        else
            m_editor.renameMember(id, name);
    });
    connect(&m_model, &MemberTable::orderWanted, this, [this](const std::vector<std::int64_t>& ids) {
        if (m_proxy.showsPoolOrder())
            m_editor.orderMembers(ids);
        else
            m_note->setText(tr("Sort by # to reorder models."));
    });
    connect(m_filter, &QLineEdit::textChanged, &m_proxy, &MemberProxy::setNameFilter);
    connect(m_filter, &QLineEdit::textChanged, this, &MemberView::refreshFilterNote);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &MemberView::pushSelection);
}

void MemberView::poolChanged()
{
    m_syncing = true;
    m_model.setSnapshot(m_workspace.snapshot(), m_editor.canEdit());
    m_syncing = false;
    refreshSourceNotes();
    refreshFilterNote();
    pullSelection();
    refreshActions();
}

void MemberView::refreshSourceNotes()
{
    const auto& pool = m_workspace.snapshot();
    const PoolSources* sources = pool ? m_sources.sourcesOf(pool->entry.id) : nullptr;
    m_model.setNotes(sources ? memberNotes(*pool->all, *sources) : std::vector<QString>());
}

void MemberView::splitChanged()
{
    const auto split = m_workspace.split();
    if (!isReported(split.get())) {
        m_model.setReports({});
        m_reported = split;
    }
    if (!split)
        return m_workspace.async().supersede(this, QStringLiteral("reports"));
    m_workspace.async().runLatest<Reports>(
        this,
        QStringLiteral("reports"),
        {.title = tr("Figures of the models")},
        [split](Progress& progress, const CancelToken& cancel) { return reportAll(*split->all, progress, cancel); },
        [this](Result<Reports> reports) { m_model.setReports(reports ? std::move(*reports) : Reports()); });
}

/// Whether the figures that are shown, of members that stay, are also those of `split`.
bool MemberView::isReported(const SplitSnapshot* split) const
{
    return split && m_reported && split->title == m_reported->title
        && std::ranges::equal(split->all->truth(), m_reported->all->truth());
}

void MemberView::refreshFilterNote()
{
    const bool filtered = m_proxy.rowCount() != m_model.rowCount();
    m_note->setText(filtered ? tr("%1 of %2 shown").arg(m_proxy.rowCount()).arg(m_model.rowCount()) : QString());
}

std::vector<int> MemberView::selectedRows() const
{
    std::vector<int> rows;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        rows.push_back(m_proxy.mapToSource(index).row());
    std::ranges::sort(rows);
    return rows;
}

std::vector<std::int64_t> MemberView::selectedIds() const
{
    std::vector<std::int64_t> ids;
    for (const int row : selectedRows())
        ids.push_back(m_model.idOf(row));
    return ids;
}

void MemberView::pushSelection()
{
    refreshActions();
    if (m_syncing || !m_workspace.snapshot())
        return;
    const auto& shown = m_workspace.snapshot()->memberOf;
    Selection::Indices models;
    for (const int row : selectedRows()) {
        const auto model = std::ranges::find(shown, static_cast<std::size_t>(row));
        if (model != shown.end())
            models.push_back(static_cast<std::uint32_t>(model - shown.begin()));
    }
    m_syncing = true;
    m_workspace.selection().setModels(std::move(models));
    m_syncing = false;
}

void MemberView::pullSelection()
{
    if (m_syncing || !m_workspace.snapshot())
        return;
    QItemSelection rows;
    const auto& shownMembers = m_workspace.snapshot()->memberOf;
    for (const std::uint32_t model : m_workspace.selection().models()) {
        if (model >= shownMembers.size())
            continue; // of a pool that is no more
        const int row = static_cast<int>(shownMembers[model]);
        const QModelIndex shown = m_proxy.mapFromSource(m_model.index(row, 0));
        if (shown.isValid())
            rows.select(shown, shown);
    }
    m_syncing = true;
    m_table->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_syncing = false;
}

void MemberView::refreshActions()
{
    const auto count = m_table->selectionModel()->selectedRows().size();
    const bool editable = m_editor.canEdit();
    m_rename->setEnabled(editable && count == 1);
    m_exclude->setEnabled(editable && count > 0);
    m_delete->setEnabled(editable && count > 0);
}

void MemberView::rename()
{
    const auto rows = m_table->selectionModel()->selectedRows(MemberTable::NameColumn);
    if (rows.size() == 1)
        m_table->edit(rows.front());
}

void MemberView::toggleExcluded()
{
    const auto rows = selectedRows();
    if (rows.empty())
        return;
    const auto& members = m_model.snapshot()->members;
    const bool anyIncluded
        = std::ranges::any_of(rows, [&](int row) { return !members[static_cast<std::size_t>(row)].excluded; });
    m_editor.setExcluded(selectedIds(), anyIncluded);
}

void MemberView::remove()
{
    if (const auto ids = selectedIds(); !ids.empty())
        m_editor.deleteMembers(ids);
}

void MemberView::moveSelected(int by)
{
    const auto rows = selectedRows();
    if (rows.empty() || !m_proxy.showsPoolOrder() || !m_editor.canEdit())
        return;
    const int before = by < 0 ? rows.front() - 1 : rows.back() + 2;
    if (before >= 0 && before <= m_model.rowCount())
        m_editor.orderMembers(m_model.orderAfterMove(rows, before));
}

plots::PlotTable MemberView::shownTable(bool selectedOnly) const
{
    const auto& pool = m_workspace.snapshot();
    return ui::shownTable(*m_table,
        pool ? QString::fromStdString(pool->entry.name) : QString(),
        MemberTable::SortRole,
        selectedOnly ? ShownRows::Selected : ShownRows::All);
}

void MemberView::copyTsv()
{
    QApplication::clipboard()->setText(plots::toTsv(shownTable(true)));
}

void MemberView::copyLatex()
{
    QApplication::clipboard()->setText(plots::toLatex(shownTable(true)));
}

void MemberView::showHeaderMenu(const QPoint& position)
{
    QMenu menu(this);
    QHeaderView* header = m_table->horizontalHeader();
    for (int column = MemberTable::AccuracyColumn; column < MemberTable::ColumnCount; ++column) {
        QAction* action = menu.addAction(m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!header->isSectionHidden(column));
        connect(
            action, &QAction::toggled, this, [header, column](bool on) { header->setSectionHidden(column, !on); });
    }
    menu.exec(header->mapToGlobal(position));
}

QList<int> MemberView::hiddenColumns() const
{
    QList<int> hidden;
    for (int column = MemberTable::AccuracyColumn; column < MemberTable::ColumnCount; ++column)
        if (m_table->isColumnHidden(column))
            hidden << column;
    return hidden;
}

void MemberView::hideColumns(const QList<int>& columns)
{
    for (int column = MemberTable::AccuracyColumn; column < MemberTable::ColumnCount; ++column)
        m_table->setColumnHidden(column, columns.contains(column));
}

} // namespace cobench::ui
