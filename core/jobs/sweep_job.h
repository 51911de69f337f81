// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/read_runs.h"
#include "core/study/rate_sweep.h"
#include "core/study/sweep_groups.h"

namespace cobench::jobs {

/// One bowl with the runs that it is made of.
struct SweptSeries {
    std::string name; // as study::SweepSeries
    study::RateSweep sweep;
    std::vector<study::SweptRun> runs;
};

/// The bowls of one problem.
struct SweptGroup {
    std::string name; // as study::SweepGroup
    study::SweepMetric metric;
    std::string lossTag; // that decides what diverged; empty = the metric does
    std::vector<SweptSeries> series; // those that recorded the metric
};

/// What the runs of a group recorded in curves and is better low or high, by name.
std::vector<std::string> sweepQuantities(std::span<const study::Run> runs, const study::SweepGroup& group);
/// The one to begin with: accuracy before loss, test before val; empty where there is none.
std::string usualQuantity(const std::vector<std::string>& quantities);

/// `runs` with their figures, as listRuns() and readFigures() give them.
Result<SweptGroup> readSweep(const std::filesystem::path& project,
    std::span<const study::Run> runs,
    const study::SweepGroup& group,
    const study::SweepMetric& metric,
    const CancelToken& cancel);

} // namespace cobench::jobs
