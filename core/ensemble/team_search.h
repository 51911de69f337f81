// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/progress.h"
#include "core/ensemble/team_evaluator.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <vector>

namespace cobench::ensemble {

/// Searches for accurate teams where there are too many to enumerate. All judge teams by the evaluator's split
/// only; equal accuracies go to the smaller, then lexicographically first team. Same seed, same result, at any
/// thread count, unless the time runs out: then what was found so far is returned and marked.
struct SearchOptions {
    std::size_t minSize = 2;
    std::size_t maxSize = 0; // 0 = all models
    std::size_t count = 10; // teams returned, distinct
    std::size_t width = 16; // beam
    std::size_t bags = 20; // forward: runs, each on a random half of the models; 0: one run on all
    std::size_t population = 64; // genetic
    std::size_t generations = 60; // genetic
    std::uint64_t seed = 1;
    std::chrono::duration<double> budget{30.0};
    Progress* progress = nullptr; // one stage, one step a round
};

/// In floating point: a budget may be endless, or longer than the clock can count.
using SearchDeadline = std::chrono::time_point<std::chrono::steady_clock, std::chrono::duration<double>>;
inline SearchDeadline deadlineAfter(std::chrono::duration<double> budget)
{
    return SearchDeadline(std::chrono::steady_clock::now().time_since_epoch()) + budget;
}

struct FoundTeam {
    Members members;
    double fitness = 0.0; // accuracy; genetic: what the caller's fitness says
    std::vector<std::uint32_t> votes; // forward: how often each member counts; else empty
};

struct SearchResult {
    std::vector<FoundTeam> teams; // best first
    bool outOfTime = false;
};

/// Distinct teams, uniform over sizes, then over teams of the size. The baseline.
Result<SearchResult> randomTeams(TeamEvaluator& evaluator, const SearchOptions& options);
/// Caruana et al. (ICML 2004): models join one at a time, with replacement; bagged over the models, votes added up.
/// One team.
Result<SearchResult> forwardTeam(TeamEvaluator& evaluator, const SearchOptions& options);
/// From all models, the one whose loss hurts least leaves. The best teams met.
Result<SearchResult> backwardTeams(TeamEvaluator& evaluator, const SearchOptions& options);
/// The `width` best teams of each size grow by one model.
Result<SearchResult> beamTeams(TeamEvaluator& evaluator, const SearchOptions& options);
/// Tournaments, uniform crossover, mutation, the best tenth survives. `fitness` rates a batch; NaN is worst.
using Fitness = std::function<Result<std::vector<double>>(std::span<const Members>)>;
Result<SearchResult> geneticTeams(std::size_t models, const Fitness& fitness, const SearchOptions& options);

} // namespace cobench::ensemble
