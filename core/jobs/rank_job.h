// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/ranking.h"
#include "core/jobs/run_trainer.h"

#include <functional>
#include <optional>

namespace cobench::jobs {

/// One candidate of each family between these rates, made for the length that the budget leaves.
struct RankCandidates {
    double lowest = 0.0;
    double highest = 0.0;
    std::vector<lr::Family> families; // empty = study::usualFamilies()
};

struct RankOptions {
    train::TrainConfig config; // rate, name and seed are set here; its epochs are the full length
    std::vector<lr::Schedule> policies; // units as the configuration has them
    std::optional<RankCandidates> candidates; // at least two policies together with the others
    std::uint32_t seeds = 3; // config.seed, config.seed + 1, …
    bool halves = true; // successive halving; otherwise all are trained to the end
    std::uint32_t keep = 2; // policies that are trained to the end at least
    std::uint64_t budgetIterations = 0; // of all runs together; 0 = any. Shortens the training until it fits
    double budgetSeconds = 0.0; // 0 = any. When it is spent, runs are stopped and what is there is ranked
    double target = std::numeric_limits<double>::quiet_NaN(); // val/accuracy to reach
    RankOrder order;
    /// The finished policies are trained with their rates times these, too, with the first seed: how sensitive are
    /// they?
    std::vector<double> scales;
    std::string batch = "rank";
};

/// The rungs of successive halving (Jamieson and Talwalkar, AISTATS 2016) for `policies` over `epochs`: each lets
/// the better half go on, for twice the epochs.
std::vector<Rung> halvingPlan(std::size_t policies, std::uint32_t epochs, std::uint32_t keep);
/// Epochs of all runs together.
std::uint64_t epochsOf(const std::vector<Rung>& plan, std::uint32_t seeds);

/// Hears of what is known, in order, whenever a run was validated or a rung is done; on the job's thread.
using RankObserver = std::function<void(const Ranking&)>;

/// Trains the policies with several seeds each, stops the worse half at each rung (they can be resumed), and ranks
/// the finished by `order`, the others by val/accuracy. A run whose loss is no number is the worst of its rung.
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
