// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/best_team.h"
#include "core/ensemble/pair_counts.h"
#include "core/ensemble/score_teams.h"
#include "core/ensemble/team_search.h"
#include "core/ensemble/top_teams.h"
#include "tests/bench/bench_support.h"
#include "tests/core/ensemble/random_pool.h"

#include <benchmark/benchmark.h>

#include <algorithm>

// Pools with more teams than can be stored, on two threads where nothing else is said. "of_limit" as in
// bench_ensemble.cpp.

using namespace cobench;
using namespace cobench::bench;
using namespace cobench::ensemble;
using namespace cobench::ensemble::test;

namespace {

/// The published labels of 30 nets; a random pool of that shape where they are absent.
std::shared_ptr<const PreparedSplit> thirtyNets()
{
    const auto real = realPool("cifar10_pool30/cifar10_test_top1.csv", "");
    return real ? real
                : randomPool({.models = 30, .samples = 10000, .classes = 10, .skill = 3.0, .labelOnly = true});
}

/// Six metrics of all 2^30 teams, the 10,000 most diverse kept by each. Limit: 3 minutes; never all in memory.
void topOfThirty(benchmark::State& state)
{
    const auto split = thirtyNets();
    double seconds = 0.0;
    double scoredTeams = 0.0;
    for (auto _ : state) {
        const auto start = Clock::now();
        Progress progress;
        scoredTeams = static_cast<double>(mostDiverseTeams(*split, {.threads = 2}, progress, {})->scored);
        seconds += secondsSince(start);
    }
    state.counters["teams"] = scoredTeams;
    state.counters["ns_per_team"] = 1e9 * seconds / scoredTeams;
    state.counters["of_limit"] = seconds / 180.0;
    state.counters["peak_MB"] = peakMegabytes();
}
BENCHMARK(topOfThirty)->Unit(benchmark::kSecond)->UseRealTime()->Iterations(1);

/// Every metric's matrix from the labels as read. Limit: one second.
void pairMatrices(benchmark::State& state, const std::shared_ptr<const PreparedSplit>& pool)
{
    double seconds = 0.0;
    for (auto _ : state) {
        const auto start = Clock::now();
        const auto split = PreparedSplit::prepare(std::make_shared<data::Split>(pool->split()), pool->classes());
        const PairCounts counts = countPairs(*split, select(*split, {.kind = SampleSet::Kind::Disagreement}));
        for (const Metric metric : kAllMetrics)
            benchmark::DoNotOptimize(diversityMatrix(counts, metric).data());
        seconds += secondsSince(start);
    }
    state.counters["of_limit"] = seconds / static_cast<double>(state.iterations());
}

void imagenetMatrices(benchmark::State& state)
{
    const auto real = realPool("imagenet_pool67/val_top1.csv.gz", "");
    pairMatrices(state,
        real ? real
             : randomPool({.models = 67, .samples = 50000, .classes = 1000, .skill = 8.0, .labelOnly = true}));
}
BENCHMARK(imagenetMatrices)->Unit(benchmark::kMillisecond);

std::shared_ptr<const PreparedSplit> seventyClassifiers()
{
    const auto real = realPool("aerial_pool70/UCMerced_LandUse_val_fold1.csv", "");
    return real ? real : randomPool({.models = 70, .samples = 420, .classes = 21, .skill = 3.0, .labelOnly = true});
}

void aerialMatrices(benchmark::State& state)
{
    pairMatrices(state, seventyClassifiers());
}
BENCHMARK(aerialMatrices)->Unit(benchmark::kMillisecond);

/// Searches over 70 models: what they find, how many teams they judge, and in which time.
void searchSeventy(benchmark::State& state, auto search)
{
    const auto split = seventyClassifiers();
    SearchResult found;
    std::size_t judged = 0;
    for (auto _ : state) {
        TeamEvaluator evaluator(*split, Convention::Corrected, 2);
        found = search(evaluator, SearchOptions{.budget = std::chrono::duration<double>(20.0)}).value();
        judged = evaluator.evaluated();
    }
    state.counters["accuracy"] = found.teams.front().fitness;
    state.counters["size"] = static_cast<double>(found.teams.front().members.size());
    state.counters["judged"] = static_cast<double>(judged);
    state.counters["out_of_time"] = found.outOfTime ? 1.0 : 0.0;
}

Result<SearchResult> genetic(TeamEvaluator& evaluator, const SearchOptions& options)
{
    const Fitness fitness = [&](std::span<const Members> teams) { return evaluator.accuracies(teams); };
    return geneticTeams(evaluator.split().models(), fitness, options);
}

#define SEARCH(name, search)                                                                                       \
    BENCHMARK_CAPTURE(searchSeventy, name, search)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1)
SEARCH(forward, forwardTeam);
SEARCH(backward, backwardTeams);
SEARCH(beam, beamTeams);
SEARCH(genetic, genetic);
#undef SEARCH

/// The best team of one size, with proof or with the gap that the budget leaves.
void bestOfSeventy(benchmark::State& state)
{
    const auto split = seventyClassifiers();
    BestTeam best;
    for (auto _ : state) {
        Progress progress;
        best = findBestTeam(*split,
            {.size = static_cast<std::size_t>(state.range(0)), .budget = std::chrono::duration<double>(20.0)},
            progress,
            {})
                   .value();
    }
    state.counters["accuracy"] = static_cast<double>(best.right) / static_cast<double>(split->samples());
    state.counters["gap"] = best.gap;
    state.counters["proven"] = best.proven ? 1.0 : 0.0;
    state.counters["of_enumeration"] = best.passes / best.enumerationPasses;
}
BENCHMARK(bestOfSeventy)
    ->Arg(2)
    ->Arg(3)
    ->Arg(4)
    ->Arg(5)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->Iterations(1);

/// The best five of twenty models: passes over the samples against what enumeration takes (limit: half), and the
/// time of both on one thread.
void branchAndBound(benchmark::State& state, double skill, double sharedNoise)
{
    const auto split
        = randomPool({.models = 20, .samples = 10000, .classes = 10, .skill = skill, .sharedNoise = sharedNoise});
    BestTeam best;
    double bounded = 0.0;
    double enumerated = 0.0;
    for (auto _ : state) {
        Progress progress;
        auto start = Clock::now();
        best = findBestTeam(*split, {.size = 5}, progress, {}).value();
        bounded += secondsSince(start);
        start = Clock::now();
        const ScoreOptions all{.metrics = {}, .consensus = {Consensus::Soft}, .minSize = 5, .maxSize = 5};
        const auto scores = scoreTeams(*split, all, progress, {}).value();
        enumerated += secondsSince(start);
        const double most = *std::ranges::max_element(scores.accuracy);
        if (!best.proven || most != static_cast<double>(best.right) / 10000.0)
            state.SkipWithError("not the best team");
    }
    state.counters["of_enumeration"] = best.passes / best.enumerationPasses;
    state.counters["of_limit"] = best.passes / best.enumerationPasses / 0.5;
    state.counters["bounded_ms"] = 1e3 * bounded / static_cast<double>(state.iterations());
    state.counters["enumerated_ms"] = 1e3 * enumerated / static_cast<double>(state.iterations());
    state.counters["accuracy"] = static_cast<double>(best.right) / 10000.0;
}
BENCHMARK_CAPTURE(branchAndBound, easy, 3.0, 0.5)->Unit(benchmark::kMillisecond)->Iterations(3);
BENCHMARK_CAPTURE(branchAndBound, real_like, 3.0, 2.0)->Unit(benchmark::kMillisecond)->Iterations(3);
BENCHMARK_CAPTURE(branchAndBound, hard, 1.0, 1.0)->Unit(benchmark::kMillisecond)->Iterations(1);

} // namespace

BENCHMARK_MAIN();
