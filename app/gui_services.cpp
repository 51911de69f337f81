// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui_services.h"

#include "core/engine/client.h"
#include "core/jobs/demo_plan.h"
#include "core/jobs/join_runs.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace cobench::app {

namespace {

/// Helpers lie beside this program, or in libexec of the same installation.
std::filesystem::path helper(const QString& name)
{
    const QDir here(QCoreApplication::applicationDirPath());
    for (const QString& path : {here.filePath(name), here.filePath(QStringLiteral("../libexec/cobench/") + name)})
        if (QFileInfo(path).isExecutable())
            return QDir::cleanPath(path).toStdString();
    return {};
}

} // namespace

ui::EngineLink::Connect engineConnector()
{
    return [executable = helper(QStringLiteral("cobench-engine"))] {
        return engine::Client::connect({.executable = executable});
    };
}

ui::DemoPlan demoPlan()
{
    const auto join = [](store::Project& project, Progress&, const CancelToken&) -> Result<bool> {
        const auto runs = store::RunStore::open(project.path(), store::RunStore::Role::Reader);
        if (!runs && runs.error().code == ErrorCode::NotFound)
            return false; // no run has been made yet
        if (!runs)
            return runs.error();
        const auto joined = jobs::joinFinishedRuns(project, **runs, jobs::kDemoBatch);
        return joined ? Result<bool>(!joined->added.empty()) : Result<bool>(joined.error());
    };
    return {.batch = jobs::kDemoBatch, .configs = jobs::demoPlan, .join = join};
}

} // namespace cobench::app
