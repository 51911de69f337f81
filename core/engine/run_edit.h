// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/run_writer.h"

#include <string>
#include <variant>
#include <vector>

namespace cobench::engine {

// What others ask the engine to change in the runs that it owns.

/// A training run waits after the iteration it is in, or goes on. Conflict when it does not train.
struct PauseRun {
    bool isPaused = true;
};
/// "tags", "note", "archived"; empty removes it.
struct SetRunText {
    std::string key;
    std::string value;
};
/// With all that it recorded and its checkpoints. Conflict while it is queued or trains.
struct DeleteRun {
};
/// A run that somebody else recorded. Its state is "running" until EndRun.
struct CreateRun {
    store::RunRow row;
};
struct AppendToRun {
    std::vector<store::ScalarRow> scalars;
    data::Trace trace;
};
struct EndRun {
    std::string state; // finished failed cancelled interrupted
    std::string message;
};
/// Runs that somebody else recorded and that are over. What is answered is the first one; the others follow it.
struct AddRuns {
    std::vector<store::WholeRun> runs; // at least one
};
using RunEdit = std::variant<PauseRun, SetRunText, DeleteRun, CreateRun, AppendToRun, EndRun, AddRuns>;

} // namespace cobench::engine
