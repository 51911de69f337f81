// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/engine/client.h"
#include "core/store/runs.h"

#include <filesystem>
#include <memory>
#include <string>

namespace CLI {
class App;
}

namespace cobench::cli {

/// --project, for verbs that deal with runs.
void addRunProject(CLI::App& command, std::string& project);
/// The named project, else the user's own: $XDG_DATA_HOME/cobench/default.cobench.
std::filesystem::path runProject(const std::string& named);
/// Makes an empty project where there is none, so that a window can open what the runs leave.
Result<void> makeProject(const std::filesystem::path& project);
/// For reading.
Result<std::unique_ptr<store::RunStore>> readRunStore(const std::filesystem::path& project);
/// The run that a person means by its number or its name. NotFound, or Conflict where several have the name.
Result<store::RunRow> findRun(
    const store::RunStore& store, const std::filesystem::path& project, const std::string& run);
Result<store::RunRow> findRun(const std::filesystem::path& project, const std::string& run);
/// Who writes the runs of a project.
struct RunOwner {
    std::unique_ptr<engine::Client> client; // of the engine, where that owns them
    std::unique_ptr<store::RunWriter> writer; // the store itself, or through the client
};
/// The engine where one lives, else the store. Makes the project when it is missing. Another program that holds the
/// store (a run in the foreground) is waited for a while.
Result<RunOwner> ownRuns(const std::filesystem::path& project, const CancelToken& cancel);
/// The engine, started where none runs: for what only it can do.
Result<RunOwner> askEngine(const std::filesystem::path& project);

/// "2026-11-23 14:05:10 UTC"; empty when it is not known.
std::string dateText(double seconds);

} // namespace cobench::cli
