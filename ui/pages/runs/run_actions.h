// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/runs/run_catalog.h"

#include <QAction>

namespace cobench::ui {

class PoolEditor;
class RunTableView;

/// What can be done with runs: start new ones, cancel or resume the selected ones, let them join a pool.
class RunActions : public QObject
{
    Q_OBJECT
public:
    RunActions(RunCatalog& catalog, PoolEditor& editor, RunTableView& table);

    QAction& launch() { return m_launch; }
    QAction& cancel() { return m_cancel; }
    QAction& resume() { return m_resume; }
    QAction& join() { return m_join; }

private:
    void refresh();
    void showLaunchDialog();
    void cancelSelected();
    void resumeSelected();
    void joinSelected();
    std::vector<const study::Run*> selected() const;

    RunCatalog& m_catalog;
    PoolEditor& m_editor;
    RunTableView& m_table;
    QAction m_launch;
    QAction m_cancel;
    QAction m_resume;
    QAction m_join;
};

} // namespace cobench::ui
