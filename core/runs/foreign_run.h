// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/error.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/store/runs.h"

#include <map>
#include <string>
#include <vector>

namespace cobench::runs {

/// A run as another program recorded it.
struct ForeignRun {
    std::string name;
    std::string batch = "import";
    std::string config = "{}"; // JSON object: what its source says of its settings
    std::string source; // the file or folder
    std::string state = "finished"; // as the run store has it
    std::string message; // why it failed
    double startedAt = 0.0; // seconds since the epoch; 0 = not known
    std::vector<store::ScalarRow> scalars;
    data::Trace trace;
    std::map<std::string, std::string> texts; // what else the run store keeps of it
};

struct ForeignRuns {
    std::vector<ForeignRun> runs;
    std::vector<Warning> warnings; // what was left out, and why
};

} // namespace cobench::runs
