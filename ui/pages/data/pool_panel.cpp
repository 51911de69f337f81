// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/pool_panel.h"

#include "ui/pages/data/class_names_dialog.h"
#include "ui/style/icons.h"
#include "ui/widgets/two_line_delegate.h"

#include <QListView>
#include <QToolButton>
#include <QVBoxLayout>

namespace cobench::ui {

PoolPanel::PoolPanel(Workspace& workspace, PoolEditor& editor, QAction& importAction, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_editor(editor)
    , m_list(new QListView(this))
    , m_delete(new QAction(icon(QStringLiteral("delete")), tr("Delete pool"), this))
    , m_classes(new QAction(icon(QStringLiteral("labels")), tr("Class names…"), this))
{
    m_list->setModel(&m_model);
    m_list->setAccessibleName(tr("Pools"));
    m_list->setItemDelegate(new TwoLineDelegate(PoolList::FactsRole, m_list));
    m_list->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_list->addActions({m_classes, m_delete});
    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(8, 8, 8, 8);
    for (QAction* action : {&importAction, m_classes, m_delete}) {
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
    connect(m_delete, &QAction::triggered, this, &PoolPanel::remove);
    connect(m_classes, &QAction::triggered, this, &PoolPanel::nameClasses);
    connect(&m_model, &PoolList::renameWanted, &m_editor, &PoolEditor::renamePool);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (index.isValid())
            m_workspace.selectPool(m_model.idOf(index.row()));
    });
    connect(&m_workspace, &Workspace::poolsChanged, this, &PoolPanel::refresh);
    connect(&m_workspace, &Workspace::poolChanged, this, &PoolPanel::showCurrent);
    refresh();
}

void PoolPanel::refresh()
{
    m_model.setPools(m_workspace.pools(), m_editor.canEdit());
    showCurrent();
}

void PoolPanel::showCurrent()
{
    const auto pool = m_workspace.currentPool();
    m_delete->setEnabled(pool && m_editor.canEdit());
    m_classes->setEnabled(pool && m_editor.canEdit());
    const QModelIndex index = pool ? m_model.index(m_model.rowOf(*pool)) : QModelIndex();
    m_list->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
}

void PoolPanel::remove()
{
    if (const auto pool = m_workspace.currentPool())
        m_editor.deletePool(*pool);
}

void PoolPanel::nameClasses()
{
    const auto pool = m_workspace.pool();
    if (!pool)
        return;
    ClassNamesDialog dialog(*pool, this);
    if (dialog.exec() == QDialog::Accepted)
        m_editor.setClassNames(dialog.names());
}

} // namespace cobench::ui
