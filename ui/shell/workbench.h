// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine_link.h"
#include "ui/bridge/importer.h"
#include "ui/bridge/policy_editor.h"
#include "ui/bridge/report_editor.h"
#include "ui/shell/page.h"
#include "ui/shell/session.h"
#include "ui/shell/settings.h"

namespace cobench::ui {

/// What the demo project is made of.
struct DemoPlan {
    std::string batch; // name of the runs and of their pool
    std::function<std::vector<train::TrainConfig>()> configs;
    /// Adds finished runs to the project's pool "demo"; true when it changed something. For the store's thread.
    std::function<Result<bool>(store::Project&, Progress&, const CancelToken&)> join;
};

/// Everything behind one window, in the order of dependence. The composition root of the desktop program and of
/// tests.
class Workbench
{
public:
    struct Places {
        QString settingsFile;
        QString sessionDir;
        QString demoProject;
    };
    static Places userPlaces();

    Workbench(QApplication& application, const Places& places, EngineLink::Connect connect, DemoPlan demo);
    /// Queued writes reach the disk, everything else is cancelled.
    ~Workbench();

    /// Begins to open the project among the paths, else what was open, else the demo project; prediction files
    /// alone are left to MainWindow::start. Called before the window is made, so that one overlaps the other.
    void openFirst(const QStringList& paths);
    PageContext context(QAction& importPredictions, QAction& trainDemo);
    void saveSettings();
    /// What the settings say, wherever it counts at once.
    void applyLimits();

    const Places places;
    const DemoPlan demo;
    SettingsFile settingsFile;
    Settings settings;
    ThemeSwitch theme;
    Async async;
    Selection selection;
    Workspace workspace;
    PoolEditor editor;
    ReportEditor reports;
    PolicyEditor policies;
    Importer importer;
    EngineLink engine;
    std::optional<QJsonObject> abandoned; // what a killed window had open
    Session session;
};

} // namespace cobench::ui
