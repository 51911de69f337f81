// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/command_tracer.h"
#include "ui/bridge/run_editor.h"
#include "ui/bridge/run_prober.h"
#include "ui/pages/runs/run_catalog.h"

#include <QAction>

class QDialog;

namespace cobench::ui {

class PolicyEditor;
class PoolEditor;
class RunTableView;

/// What can be done with runs: start new ones and import others; pause, cancel, resume, repeat, archive or delete
/// the selected ones, and let them join a pool.
class RunActions : public QObject
{
    Q_OBJECT
public:
    RunActions(RunCatalog& catalog,
        PoolEditor& pools,
        RunEditor& editor,
        const PolicyEditor& policies,
        RunTableView& table);

    QAction& launch() { return m_launch; }
    QAction& import() { return m_import; }
    QAction& pause() { return m_pause; }
    QAction& cancel() { return m_cancel; }
    QAction& resume() { return m_resume; }
    QAction& again() { return m_again; }
    QAction& join() { return m_join; }
    QAction& probe() { return m_probe; }
    QAction& archive() { return m_archive; }
    QAction& erase() { return m_erase; }

    void importFiles(const QStringList& paths);

private:
    void setUp(QAction& action, const QString& help, void (RunActions::*perform)());
    void refresh();
    void showLaunchDialog();
    void askForFiles();
    void pauseSelected();
    void cancelSelected();
    void resumeSelected();
    void repeatSelected();
    void joinSelected();
    void probeSelected();
    void archiveSelected();
    void askToErase();
    void eraseAfterAsking(const std::vector<RunId>& runs, const QString& size);
    void openHere(QDialog& dialog);
    void trace(const TraceCommand& command);
    std::vector<const study::Run*> selected() const;

    RunCatalog& m_catalog;
    PoolEditor& m_pools;
    RunEditor& m_editor;
    const PolicyEditor& m_policies; // to choose from
    RunTableView& m_table;
    RunProber m_prober;
    QAction m_launch;
    QAction m_import;
    QAction m_pause;
    QAction m_resume;
    QAction m_cancel;
    QAction m_again;
    QAction m_join;
    QAction m_probe;
    QAction m_archive;
    QAction m_erase;
};

} // namespace cobench::ui
