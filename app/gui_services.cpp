// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui_services.h"

#include "core/engine/client.h"
#include "core/jobs/demo_plan.h"
#include "core/jobs/join_runs.h"

namespace cobench::app {

ui::EngineLink::Connect engineConnector()
{
    return [] { return engine::Client::connect({.executable = engine::engineProgram()}); };
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
