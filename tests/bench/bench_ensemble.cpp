// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/score_teams.h"
#include "tests/core/ensemble/random_pool.h"

#include <benchmark/benchmark.h>

#include <chrono>
#include <map>

using namespace cobench;
using namespace cobench::ensemble;
using namespace cobench::ensemble::test;

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

const std::shared_ptr<const data::Split>& splitOf(std::size_t models)
{
    static std::map<std::size_t, std::shared_ptr<const data::Split>> splits;
    auto& split = splits[models];
    if (!split)
        split = randomSplit({.models = models, .samples = 10000, .classes = 10, .skill = 3.0});
    return split;
}

TeamScores run(const PreparedSplit& split, const ScoreOptions& options)
{
    Progress progress;
    return scoreTeams(split, options, progress, {}).value();
}

/// Prepare and score from the raw arrays, as `ensemble score --all --focal --consensus soft`. "limit" = time
/// allowed.
void scorePool(benchmark::State& state, SimdLevel simd, double limitSeconds)
{
    const auto models = static_cast<std::size_t>(state.range(0));
    const auto threads = static_cast<unsigned>(state.range(1));
    const auto raw = splitOf(models);
    if (simd > bestSimd())
        return state.SkipWithError("this processor lacks the instructions");
    double seconds = 0.0;
    double prepare = 0.0;
    std::size_t teams = 0;
    for (auto _ : state) {
        const auto start = Clock::now();
        const auto split = PreparedSplit::prepare(raw, 10);
        prepare += secondsSince(start);
        const auto scores
            = run(*split, {.focal = true, .consensus = {Consensus::Soft}, .threads = threads, .simd = simd});
        benchmark::DoNotOptimize(scores.accuracy.data());
        seconds += secondsSince(start);
        prepare += scores.prepareSeconds;
        teams = scores.size();
    }
    const auto runs = static_cast<double>(state.iterations());
    state.counters["teams"] = static_cast<double>(teams);
    state.counters["prepare_ms"] = 1e3 * prepare / runs;
    state.counters["of_limit"] = seconds / runs / limitSeconds;
}

BENCHMARK_CAPTURE(scorePool, best, bestSimd(), 0.015)->Args({10, 1})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(scorePool, avx2, SimdLevel::Avx2, 0.015)->Args({10, 1})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(scorePool, baseline, SimdLevel::Baseline, 0.030)->Args({10, 1})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(scorePool, sixteen, bestSimd(), 1.0)->Args({16, 2})->Unit(benchmark::kMillisecond);

/// Six metrics with focal sets of all 2^20 teams, without consensus; then soft voting alone.
void twentyModels(benchmark::State& state, bool soft, double limitSeconds)
{
    const auto split = PreparedSplit::prepare(splitOf(20), 10);
    ScoreOptions options{.focal = true, .threads = 2};
    if (soft)
        options = {.metrics = {}, .consensus = {Consensus::Soft}, .threads = 2};
    double seconds = 0.0;
    for (auto _ : state) {
        const auto start = Clock::now();
        benchmark::DoNotOptimize(run(*split, options).masks.data());
        seconds += secondsSince(start);
    }
    state.counters["of_limit"] = seconds / static_cast<double>(state.iterations()) / limitSeconds;
}

BENCHMARK_CAPTURE(twentyModels, metrics_focal, false, 2.0)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(twentyModels, soft, true, 4.0)->Unit(benchmark::kMillisecond)->UseRealTime();

} // namespace

BENCHMARK_MAIN();
