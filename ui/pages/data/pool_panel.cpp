// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/pool_panel.h"

#include "ui/bridge/importer.h"
#include "ui/bridge/pool_editor.h"
#include "ui/bridge/source_watch.h"
#include "ui/pages/data/class_names_dialog.h"
#include "ui/pages/data/sources_dialog.h"
#include "ui/style/icons.h"
#include "ui/widgets/command_action.h"
#include "ui/widgets/import_dialog.h"
#include "ui/widgets/two_line_delegate.h"

#include <QFileDialog>
#include <QListView>
#include <QToolButton>
#include <QVBoxLayout>

namespace cobench::ui {

PoolPanel::PoolPanel(const PageContext& context, SourceWatch& sources, QWidget* parent)
    : QWidget(parent)
    , m_workspace(context.workspace)
    , m_editor(context.editor)
    , m_importer(context.importer)
    , m_sources(sources)
    , m_list(new QListView(this))
    , m_classes(addAction(QStringLiteral("labels"), tr("Class names…"), &PoolPanel::nameClasses))
    , m_labels(addAction(QStringLiteral("truth"), tr("Labels from a file…"), &PoolPanel::askLabels))
    , m_origin(addAction(QStringLiteral("sources"), tr("Source files…"), &PoolPanel::showSources))
    , m_delete(addAction(QStringLiteral("delete"), tr("Delete pool"), &PoolPanel::remove))
{
    setupUi(context.importPredictions);
    connect(&m_model, &PoolList::renameWanted, &m_editor, &PoolEditor::renamePool);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (index.isValid() && !m_showing)
            m_workspace.selectPool(m_model.idOf(index.row()));
        refreshActions();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (!m_list->selectionModel()->hasSelection()) // a click beside the rows: the pool is still the shown one
            showCurrent();
    });
    connect(&m_workspace, &Workspace::poolsChanged, this, &PoolPanel::refresh);
    connect(&m_workspace, &Workspace::poolChanged, this, &PoolPanel::showCurrent);
    connect(&m_sources, &SourceWatch::changed, this, &PoolPanel::refreshNotes);
    refresh();
}

QAction* PoolPanel::addAction(const QString& iconName, const QString& text, void (PoolPanel::*run)())
{
    auto* action = new QAction(icon(iconName), text, this);
    connect(action, &QAction::triggered, this, run);
    return action;
}

void PoolPanel::setupUi(QAction& importAction)
{
    const QList<QAction*> own{m_classes, m_labels, m_origin, m_delete};
    m_list->setModel(&m_model);
    m_list->setAccessibleName(tr("Pools"));
    m_list->setItemDelegate(new TwoLineDelegate(PoolList::FactsRole, PoolList::NoteRole, m_list));
    m_list->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_list->addActions(own);
    m_list->addAction(commandAction([this] { return projectInfoCommand(m_workspace.path()); }, this));
    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(8, 8, 8, 8);
    tools->setSpacing(2);
    for (QAction* action : QList<QAction*>{&importAction} + own) {
        auto* button = new QToolButton(this);
        button->setDefaultAction(action);
        tools->addWidget(button);
    }
    tools->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(tools);
    column->addWidget(m_list, 1);
}

void PoolPanel::refresh()
{
    m_model.setPools(m_workspace.pools(), m_editor.canEdit());
    showCurrent();
}

void PoolPanel::refreshNotes()
{
    std::map<PoolId, QString> notes;
    for (const auto& pool : m_workspace.pools())
        if (const QString note = m_sources.note(pool.id); !note.isEmpty())
            notes[pool.id] = note;
    m_model.setNotes(std::move(notes));
}

/// Nobody's choice: a pool that is on its way still comes.
void PoolPanel::showCurrent()
{
    const auto pool = m_workspace.currentPool();
    m_showing = true;
    const QModelIndex index = pool ? m_model.index(m_model.rowOf(*pool)) : QModelIndex();
    m_list->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    m_showing = false;
    refreshActions();
}

/// The highlighted pool, which may still be on its way to being the current one.
std::optional<PoolId> PoolPanel::chosen() const
{
    const QModelIndex index = m_list->currentIndex();
    return index.isValid() ? std::optional(m_model.idOf(index.row())) : std::nullopt;
}

std::shared_ptr<const PoolSnapshot> PoolPanel::chosenSnapshot() const
{
    const auto pool = chosen();
    return pool && pool == m_workspace.currentPool() ? m_workspace.snapshot() : nullptr;
}

void PoolPanel::refreshActions()
{
    m_origin->setEnabled(chosen().has_value());
    m_delete->setEnabled(chosen() && m_editor.canEdit());
    for (QAction* edit : {m_classes, m_labels})
        edit->setEnabled(chosenSnapshot() && m_editor.canEdit());
}

void PoolPanel::remove()
{
    if (const auto pool = chosen())
        m_editor.deletePool(*pool);
}

/// While the dialog is open an import may end with another pool, or another project come.
void PoolPanel::nameClasses()
{
    const auto pool = chosenSnapshot();
    if (!pool)
        return;
    ClassNamesDialog dialog(*pool->all, this);
    connect(&m_workspace, &Workspace::projectChanged, &dialog, &QDialog::reject);
    if (dialog.exec() == QDialog::Accepted)
        m_editor.setClassNames(*pool, dialog.names());
}

void PoolPanel::askLabels()
{
    const auto pool = chosenSnapshot();
    const QString project = m_workspace.path();
    const QString path = QFileDialog::getOpenFileName(this, tr("Labels file"), {}, labelsFilter());
    if (!path.isEmpty() && m_workspace.path() == project)
        m_editor.setLabels(pool, path);
}

void PoolPanel::showSources()
{
    if (const auto pool = chosen())
        (new SourcesDialog(m_sources, m_editor, m_importer, m_workspace, *pool, this))->show();
}

} // namespace cobench::ui
