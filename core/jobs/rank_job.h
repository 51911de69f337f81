// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/run_trainer.h"
#include "core/lr/policy.h"
#include "core/study/confidence.h"
#include "core/study/intervals.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cobench::jobs {

struct RankOptions {
    train::TrainConfig config; // rate, name and seed are set here; its epochs are the full length
    std::vector<lr::Schedule> policies; // at least two; units as the configuration has them
    std::uint32_t seeds = 3; // config.seed, config.seed + 1, …
    bool halves = true; // successive halving; otherwise all are trained to the end
    std::uint32_t keep = 2; // policies that are trained to the end at least
    std::uint64_t budgetIterations = 0; // of all runs together; 0 = any. Shortens the training until it fits
    double budgetSeconds = 0.0; // 0 = any. When it is spent, runs are stopped and what is there is ranked
    double target = std::numeric_limits<double>::quiet_NaN(); // val/accuracy to reach
    /// The finished policies are trained with their rates times these, too, with the first seed: how sensitive are
    /// they?
    std::vector<double> scales;
    std::string batch = "rank";
};

/// One run of a policy. NaN = not measured.
struct RankedRun {
    RunId run;
    std::uint64_t seed = 0;
    std::string state;
    std::string message;
    double iterations = 0.0; // done
    double seconds = std::numeric_limits<double>::quiet_NaN();
    double valAccuracy = std::numeric_limits<double>::quiet_NaN(); // the latest
    double valLoss = std::numeric_limits<double>::quiet_NaN();
    double trainLoss = std::numeric_limits<double>::quiet_NaN(); // evaluation mode, the final weights
    study::PredictionFigures test; // of finished runs
    double lossGap = std::numeric_limits<double>::quiet_NaN(); // test loss - train loss
    double iterationsToTarget = std::numeric_limits<double>::quiet_NaN();
    double secondsToTarget = std::numeric_limits<double>::quiet_NaN();
};

/// What policies are compared by.
struct RankMetric {
    std::string_view id; // "test_accuracy"
    std::string_view title;
    bool higherIsBetter;
    double (*valueOf)(const RankedRun& run);
};
std::span<const RankMetric> rankMetrics();
const RankMetric* findRankMetric(std::string_view id); // nullptr = none

struct ScaledRun {
    double scale = 1.0;
    RankedRun run;
};

struct RankedPolicy {
    lr::Schedule schedule;
    std::vector<RankedRun> runs; // by seed
    std::uint32_t rung = 0; // the last it took part in
    bool isFinished = false; // trained to the end
    bool isOnFront = false; // of accuracy against iterations to the target or, without one, seconds; finished only
    std::vector<study::MeanInterval> means; // by rankMetrics()
    study::PairedTest againstBest; // on the ranking metric; of the best itself nothing
    std::vector<ScaledRun> scaled; // by RankOptions::scales

    std::vector<double> values(const RankMetric& metric) const;
};

struct Rung {
    std::uint32_t epochs = 0; // each run has trained by its end
    std::size_t policies = 0; // that take part
};

struct Ranking {
    std::vector<Rung> rungs;
    std::vector<RankedPolicy> policies; // best first; those that came further first
    std::uint64_t iterations = 0; // of all runs
    bool isBudgetSpent = false;
};

/// The rungs of successive halving (Jamieson and Talwalkar, AISTATS 2016) for `policies` over `epochs`: each lets
/// the better half go on, for twice the epochs.
std::vector<Rung> halvingPlan(std::size_t policies, std::uint32_t epochs, std::uint32_t keep);
/// Epochs of all runs together.
std::uint64_t epochsOf(const std::vector<Rung>& plan, std::uint32_t seeds);

using RankObserver = std::function<void(const Ranking&)>; // after each rung, on the job's thread

/// Trains the policies with several seeds each, stops the worse half at each rung (they can be resumed), and ranks
/// by test accuracy of the finished, val/accuracy of the others. A run whose loss is no number is the worst of its
/// rung.
Result<Ranking> rankPolicies(const RankOptions& options,
    RunTrainer& trainer,
    const RankObserver& observer,
    Progress& progress,
    const CancelToken& cancel);

/// Trains `schedule` to the end with each seed, as rankPolicies does with one policy: verification of a
/// composition.
Result<RankedPolicy> trainPolicy(const RankOptions& options,
    const lr::Schedule& schedule,
    RunTrainer& trainer,
    Progress& progress,
    const CancelToken& cancel);

} // namespace cobench::jobs
