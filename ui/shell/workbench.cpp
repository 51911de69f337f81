// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workbench.h"

#include "ui/shell/project_actions.h"
#include "ui/shell/user_dirs.h"

#include <QFileInfo>

#include <thread>

namespace cobench::ui {

namespace {

unsigned workerThreads(const Settings& settings)
{
    const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    return settings.threads > 0 ? static_cast<unsigned>(settings.threads) : std::max(1U, cores - 1);
}

} // namespace

Workbench::Places Workbench::userPlaces()
{
    return {.settingsFile = configDir() + QStringLiteral("/settings.json"),
        .sessionDir = stateDir() + QStringLiteral("/sessions"),
        .demoProject = dataDir() + QStringLiteral("/demo.cobench")};
}

Workbench::Workbench(QApplication& application, const Places& where, EngineLink::Connect connect, DemoPlan plan)
    : places(where)
    , demo(std::move(plan))
    , settingsFile(places.settingsFile)
    , settings(settingsFile.load())
    , theme(application, settings.theme)
    , async(workerThreads(settings))
    , workspace(async, selection)
    , editor(workspace)
    , reports(workspace, editor)
    , policies(workspace, editor)
    , importer(workspace, editor)
    , engine(workspace, std::move(connect))
    , abandoned(Session::takeAbandoned(places.sessionDir))
    , session(places.sessionDir)
{
    applyLimits();
}

void Workbench::applyLimits()
{
    importer.setMemoryLimit(settings.memoryBytes());
    async.setThreads(workerThreads(settings));
}

Workbench::~Workbench()
{
    async.jobs().cancelAll();
    async.waitForStore();
}

void Workbench::openFirst(const QStringList& paths)
{
    const NamedPaths named = sortPaths(paths);
    if (!named.project.isEmpty())
        return workspace.open(named.project, store::OpenMode::ReadWrite);
    if (!named.predictions.isEmpty())
        return;
    const QString last = abandoned ? (*abandoned)[QLatin1String("project")].toString() : settings.lastProject;
    if (QFileInfo::exists(last))
        workspace.open(last, store::OpenMode::ReadWrite);
    else
        workspace.open(places.demoProject, store::OpenMode::Create);
}

PageContext Workbench::context(QAction& importPredictions, QAction& trainDemo)
{
    return {.async = async,
        .workspace = workspace,
        .selection = selection,
        .editor = editor,
        .reports = reports,
        .policies = policies,
        .importer = importer,
        .engine = engine,
        .theme = theme,
        .importPredictions = importPredictions,
        .trainDemo = trainDemo};
}

void Workbench::saveSettings()
{
    if (!settingsFile.save(settings))
        qWarning("The settings could not be written to %s", qPrintable(places.settingsFile));
}

} // namespace cobench::ui
