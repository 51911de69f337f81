// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/result.h"
#include "core/data/trace.h"
#include "core/jobs/read_runs.h"

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

/// Says at each point what the machine had used by then: straight between the samples of the run's trace, and as at
/// its ends beyond them. Runs whose trace does not tell are left as they are.
Result<void> addEnergy(
    const std::filesystem::path& project, std::vector<RunPoints>& runs, const CancelToken& cancel);

/// Text of a run that names a process: "process/4711" = "python3".
inline constexpr std::string_view kProcessText = "process/";

} // namespace cobench::jobs
