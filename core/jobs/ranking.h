// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/ids.h"
#include "core/data/pool.h"
#include "core/lr/policy.h"
#include "core/study/confidence.h"
#include "core/study/intervals.h"
#include "core/study/run_groups.h"

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cobench::jobs {

/// One run of a policy. NaN = not measured.
struct RankedRun {
    RunId run;
    std::uint64_t seed = 0;
    std::string state;
    std::string message;
    double iterations = 0.0; // done
    double samples = 0.0; // seen
    double seconds = std::numeric_limits<double>::quiet_NaN(); // of all its attempts
    double joules = std::numeric_limits<double>::quiet_NaN(); // of recorded runs, where the machine measures energy
    std::vector<study::ScalarPoint> validation; // val/accuracy, ascending steps
    double valAccuracy = std::numeric_limits<double>::quiet_NaN(); // the latest
    double valLoss = std::numeric_limits<double>::quiet_NaN();
    double trainLoss = std::numeric_limits<double>::quiet_NaN(); // evaluation mode, the final weights
    study::PredictionFigures test; // of finished runs
    double attackedAccuracy
        = std::numeric_limits<double>::quiet_NaN(); // on the test split, once somebody attacked it
    double lossGap = std::numeric_limits<double>::quiet_NaN(); // test loss - train loss
    double iterationsToTarget = std::numeric_limits<double>::quiet_NaN();
    double secondsToTarget = std::numeric_limits<double>::quiet_NaN(); // at the run's mean pace

    /// A later point at a step replaces what was heard of it and all after it.
    void addValidation(const study::ScalarPoint& point);
};

/// What policies are compared by.
struct RankMetric {
    enum class Kind { Utility, Cost, Robustness };
    std::string_view id; // "test_accuracy"
    std::string_view title;
    Kind kind;
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
    bool isOnFront = false; // of what the ranking is by against its cost; finished only
    std::vector<study::MeanInterval> means; // by rankMetrics()
    study::PairedTest againstBest; // best - this, on what the ranking is by; of the best itself nothing
    std::vector<ScaledRun> scaled; // at other scales of its rates, with the first seed

    std::vector<double> values(const RankMetric& metric) const;
    const study::MeanInterval& mean(const RankMetric& metric) const;
    /// Runs that reached the target in at most so many iterations.
    std::size_t reachedWithin(double iterations) const;
    /// Largest loss of test accuracy at another scale, in the share that it had with its own rates; NaN without
    /// scaled runs. 0 = insensitive.
    double sensitivity() const;
};

struct Rung {
    std::uint32_t epochs = 0; // each run has trained by its end
    std::size_t policies = 0; // that take part
};

struct Ranking {
    std::vector<Rung> rungs;
    std::size_t rungsDone = 0;
    std::vector<RankedPolicy> policies; // best first; those that came further first
    std::uint64_t iterations = 0; // of all runs
    bool isBudgetSpent = false;
};

/// What a ranking is by, and what its front weighs it against.
struct RankOrder {
    const RankMetric* by = findRankMetric("test_accuracy");
    const RankMetric* cost = findRankMetric("seconds");
};

/// When each run reached a val/accuracy; NaN = none is looked for.
void setTarget(Ranking& ranking, double target);
/// Means, order, paired tests (Student's, over the seeds that both policies have) and front. Policies that were not
/// trained to their ends are compared by val/accuracy; a policy with a run that lacks the figure comes after those
/// that have it.
void orderRanking(Ranking& ranking, const RankOrder& order = {});
/// Runs that came to their ends, in the ranking's order.
std::vector<RunId> finishedRuns(const Ranking& ranking);
/// Accuracy of each of these runs under an attack: `pool` has one model for each, and one split.
void takeAttack(Ranking& ranking, const std::vector<RunId>& runs, const data::Pool& pool);
/// Means, and whether all its runs have finished.
void summarize(RankedPolicy& policy);
std::uint64_t iterationsOf(const Ranking& ranking);
/// The first of these policies by val/accuracy first.
void sortByValidation(std::vector<RankedPolicy*>& policies);

} // namespace cobench::jobs
