// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/read_runs.h"
#include "core/lr/plateau_replay.h"

namespace cobench::jobs {

/// What a run recorded of one quantity, epoch by epoch.
struct MonitoredCurve {
    RunId run;
    double start = std::numeric_limits<double>::quiet_NaN(); // before the first epoch, where that was recorded
    std::vector<double> values; // after the first epoch, the second, …
    std::uint64_t iterationsPerEpoch = 1; // as far as it recorded them; 1 where its steps are epochs
};

/// Of one run, its points in ascending steps. What stands at step 0 of a run that recorded one value more than
/// `epochs` was measured before the first epoch and is its start.
MonitoredCurve monitored(const RunPoints& recorded, double epochs);

/// Of these runs, in their order; those that never recorded it are left out.
Result<std::vector<MonitoredCurve>> readMonitored(const std::filesystem::path& project,
    const std::vector<RunId>& runs,
    const std::string& tag,
    const CancelToken& cancel);

/// What a policy would have done with the curve of a run.
struct RunReplay {
    RunId run;
    double start = std::numeric_limits<double>::quiet_NaN();
    std::uint64_t iterationsPerEpoch = 1;
    std::vector<lr::ReplayedEpoch> epochs;
    std::vector<lr::OutlinePoint> rates; // lr::replayedRates() over `columns`
};
Result<std::vector<RunReplay>> replayRuns(const lr::PlateauPolicy& policy,
    std::span<const MonitoredCurve> curves,
    std::size_t columns,
    const CancelToken& cancel);

/// As lr::parsePlateau(), following whatever was recorded; down or up as study::betterOf() has it, down where that
/// says neither.
Result<lr::PlateauPolicy> parseReplayed(std::string_view text);
lr::Direction directionOf(std::string_view tag);

} // namespace cobench::jobs
