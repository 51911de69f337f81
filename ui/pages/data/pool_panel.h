// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/pool_editor.h"
#include "ui/models/pool_list.h"

#include <QWidget>

class QListView;
class QToolButton;

namespace cobench::ui {

/// The project's pools: choose, rename, delete, import another, name the classes.
class PoolPanel : public QWidget
{
    Q_OBJECT
public:
    PoolPanel(Workspace& workspace, PoolEditor& editor, QAction& importAction, QWidget* parent = nullptr);

    QListView& list() { return *m_list; }

private:
    void refresh();
    void showCurrent();
    void remove();
    void nameClasses();

    Workspace& m_workspace;
    PoolEditor& m_editor;
    PoolList m_model;
    QListView* m_list;
    QAction* m_delete;
    QAction* m_classes;
};

} // namespace cobench::ui
