// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/run_trainer.h"
#include "core/lr/policy.h"
#include "core/study/range_test.h"

#include <optional>

namespace cobench::jobs {

inline constexpr const char* kRangeTestBatch = "range test";

struct RangeTestOptions {
    /// Sweep: rates grow from step to step of one run. Grid: a run of some epochs for each of a few rates.
    enum class Method { Sweep, Grid };
    Method method = Method::Sweep;
    train::TrainConfig config; // its learning rate does not count
    double lowest = 1e-5;
    double highest = 10.0;
    std::uint32_t points = 0; // steps of the sweep, rates of the grid; 0 = one epoch's steps, eight rates
    double stopFactor = 4.0; // a run ends when its loss is so many times its smallest
    std::string batch = kRangeTestBatch;
};

struct RangeTest {
    std::vector<study::RatePoint> points; // ascending rates
    std::vector<RunId> runs; // one, or one a rate
    bool hasDiverged = false;
    study::RateInterval suggestion;
};

/// Rates that grow by a constant factor from step to step, the last of `steps` being the highest.
lr::Schedule sweepSchedule(double lowest, double highest, std::uint64_t steps);

/// Hears of every new point; on the job's thread.
using RangeTestObserver = std::function<void(const RangeTest&)>;

/// Usage for rates or counts that make no test. A run that fails because its loss is no number counts as diverged;
/// one that fails otherwise fails the test.
Result<RangeTest> runRangeTest(const RangeTestOptions& options,
    RunTrainer& trainer,
    const RangeTestObserver& observer,
    Progress& progress,
    const CancelToken& cancel);

} // namespace cobench::jobs
