// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/saved_team_view.h"

#include "plots/export.h"
#include "ui/style/icons.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/shown_table.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QTableView>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kMembersWidth = 150; // pixels

} // namespace

SavedTeamView::SavedTeamView(TeamPresenter& presenter, EnsemblePresenter& page, PoolEditor& editor, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_editor(presenter.workspace(), editor)
    , m_model(presenter, page, m_editor)
    , m_empty(new QLabel(tr("No team is saved yet. Select or tick one and save it under a name."), this))
    , m_save(new QPushButton(icon(u"save"_s), tr("Save this team…"), this))
    , m_table(plainTable(m_sorted, tr("Saved teams"), this))
{
    setupUi();
    createActions();
    connect(&m_model, &QAbstractItemModel::modelReset, this, &SavedTeamView::refresh);
    connect(&m_sorted, &QAbstractItemModel::modelReset, this, &SavedTeamView::followMoved);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &SavedTeamView::refresh);
    connect(&m_presenter, &TeamPresenter::queryChanged, this, &SavedTeamView::refresh);
    connect(&m_model, &SavedTeamTable::refused, this, [this](const QString& reason) {
        QMessageBox::warning(this, tr("Rename team"), reason);
    });
    connect(m_save, &QPushButton::clicked, this, &SavedTeamView::saveTeam);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SavedTeamView::pushSelection);
    refresh();
}

void SavedTeamView::setupUi()
{
    m_sorted.setSourceModel(&m_model);
    m_sorted.setSortRole(SavedTeamTable::ValueRole);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignTop);
    m_empty->setProperty("role", u"dim"_s);
    m_table->setDragDropMode(QAbstractItemView::InternalMove);
    m_table->setDragDropOverwriteMode(false);
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setSortIndicatorClearable(true);
    connect(m_table->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, [this](int column) {
        m_table->setDragEnabled(column < 0); // rows that are sorted have no other place
    });
    connect(&m_model, &SavedTeamTable::moved, this, [this](TeamId team) { m_moved = team; });
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    m_table->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::DoubleClicked);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(
        SavedTeamTable::MembersColumn, QHeaderView::Interactive); // names are in its tooltip
    header->resizeSection(SavedTeamTable::MembersColumn, kMembersWidth);
    auto* tools = new QHBoxLayout;
    tools->addWidget(m_save);
    tools->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 6, 0, 0);
    column->addLayout(tools);
    column->addWidget(m_empty);
    column->addWidget(m_table, 1);
}

void SavedTeamView::createActions()
{
    const auto add = [this](const QString& iconName, const QString& text, const QKeySequence& keys, auto slot) {
        auto* action = new QAction(icon(iconName), text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, slot);
        m_table->addAction(action);
    };
    add(u"rename"_s, tr("Rename"), {}, [this] {
        if (const QModelIndex now = m_table->currentIndex(); now.isValid())
            m_table->edit(now.siblingAtColumn(SavedTeamTable::NameColumn));
    });
    add(u"up"_s, tr("Move up"), QKeySequence(Qt::ALT | Qt::Key_Up), [this] { moveCurrent(-1); });
    add(u"down"_s, tr("Move down"), QKeySequence(Qt::ALT | Qt::Key_Down), [this] { moveCurrent(1); });
    add(u"delete"_s, tr("Delete"), QKeySequence::Delete, [this] { removeSelected(); });
    add(u"copy"_s, tr("Copy table"), QKeySequence::Copy, [this] { plots::copyData(shownTable()); });
}

void SavedTeamView::refresh()
{
    const bool isEmpty = m_model.rowCount() == 0;
    m_empty->setVisible(isEmpty);
    m_table->setVisible(!isEmpty);
    m_save->setEnabled(m_editor.canEdit() && !m_presenter.query().team.empty());
    for (int column = SavedTeamTable::ParametersColumn; column < SavedTeamTable::ColumnCount; ++column)
        m_table->setColumnHidden(column, !m_model.isKnown(column));
}

/// The team that is told when the question comes: behind it an import may end with another pool.
void SavedTeamView::saveTeam()
{
    Workspace& workspace = m_presenter.workspace();
    const ensemble::Members team = m_presenter.query().team;
    const Subject asked{workspace.snapshot(), workspace.split()};
    bool accepted = false;
    const QString name = QInputDialog::getText(
        this, tr("Save team"), tr("Name of the team"), QLineEdit::Normal, m_editor.freeName(), &accepted);
    if (!accepted)
        return;
    if (!Subject{workspace.snapshot(), workspace.split()}.hasModelsOf(asked))
        return Q_EMIT workspace.told(tr("The models are others by now: the team was not saved"));
    if (const QString problem = m_editor.nameProblem(name); !problem.isEmpty())
        QMessageBox::warning(this, tr("Save team"), problem);
    else
        m_editor.save(name, team);
}

void SavedTeamView::pushSelection()
{
    std::vector<ensemble::Members> teams;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        if (const auto& members = m_model.membersAt(m_sorted.mapToSource(index).row()))
            teams.push_back(*members);
    if (!teams.empty())
        m_presenter.workspace().selection().setTeams(std::move(teams));
}

/// Rows that are sorted by a column go back to the order that is moved in.
void SavedTeamView::moveCurrent(int by)
{
    const QModelIndex current = m_sorted.mapToSource(m_table->currentIndex());
    if (!current.isValid() || !m_editor.canEdit())
        return;
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    m_moved = m_model.idAt(current.row());
    m_editor.move(*m_moved, by);
}

void SavedTeamView::followMoved()
{
    for (int row = 0; m_moved && row < m_model.rowCount(); ++row)
        if (m_model.idAt(row) == *m_moved)
            m_table->setCurrentIndex(m_sorted.mapFromSource(m_model.index(row, 0)));
    m_moved.reset();
}

void SavedTeamView::removeSelected()
{
    std::vector<TeamId> ids;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        ids.push_back(m_model.idAt(m_sorted.mapToSource(index).row()));
    for (const TeamId id : ids)
        m_editor.remove(id);
}

plots::PlotTable SavedTeamView::shownTable() const
{
    return ui::shownTable(*m_table, tr("Saved teams"), SavedTeamTable::ValueRole);
}

} // namespace cobench::ui
