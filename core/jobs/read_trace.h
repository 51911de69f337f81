// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/result.h"
#include "core/data/trace.h"
#include "core/study/run_groups.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace cobench::jobs {

/// What a run's machine did, and what the run recorded at the same time.
struct RunTrace {
    study::Run run; // with its figures
    std::map<std::string, std::vector<study::ScalarPoint>> scalars; // by tag, of the last attempt at each step
    data::Trace trace; // no lanes when nothing was recorded
    std::map<int, std::string> processes; // names of those that a lane names by their numbers
};

/// NotFound when the project has no such run.
Result<RunTrace> readTrace(const std::filesystem::path& project, RunId run, const CancelToken& cancel);
/// Samples later than `after`, seconds since the epoch.
Result<data::Trace> readSamples(const std::filesystem::path& project, RunId run, double after);

/// Text of a run that names a process: "process/4711" = "python3".
inline constexpr std::string_view kProcessText = "process/";

} // namespace cobench::jobs
