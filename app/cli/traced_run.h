// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/run_project.h"
#include "core/runs/foreign_run.h"

#include <optional>
#include <thread>

namespace cobench::cli {

/// The run of a traced command in a project, listed as running from its start. It is the engine's, which others
/// share; without one the store is held until the end.
class TracedRun
{
public:
    /// Nothing that goes wrong here keeps the command from running: finish tells it.
    TracedRun(std::filesystem::path project, const runs::ForeignRun& run);

    /// What was recorded and how it ended. Where the start was not kept, or the engine has gone since, the whole
    /// run is stored now.
    Result<RunId> finish(const runs::ForeignRun& run, Progress& progress, const CancelToken& cancel);
    /// As if there had been none: the command could not be started.
    void drop();

private:
    void keepTelling(const std::stop_token& stop);

    std::filesystem::path m_project;
    RunOwner m_owner;
    std::optional<RunId> m_run;
    std::jthread m_pulse; // tells the engine that the command goes on; last
};

} // namespace cobench::cli
