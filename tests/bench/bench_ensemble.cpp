// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/consensus_counts.h"
#include "core/ensemble/score_teams.h"
#include "core/ensemble/team_plan.h"
#include "tests/bench/bench_support.h"
#include "tests/core/ensemble/oracle.h"

#include <benchmark/benchmark.h>

#include <thread>

// Pools whose every team is scored. "of_limit" = time taken / time allowed: at most 1.

using namespace cobench;
using namespace cobench::bench;
using namespace cobench::ensemble;
using namespace cobench::ensemble::test;

namespace {

TeamScores run(const PreparedSplit& split, const ScoreOptions& options)
{
    Progress progress;
    return scoreTeams(split, options, progress, {}).value();
}

bool lacks(benchmark::State& state, SimdLevel simd)
{
    if (simd > bestSimd())
        state.SkipWithError("this processor lacks the instructions");
    return simd > bestSimd();
}

/// Prepare and score from the raw arrays, as `ensemble score --all --focal --consensus soft`: disagreement samples,
/// every focal set, six metrics, soft vote.
void scorePool(benchmark::State& state, bool hard, SimdLevel simd, double limitSeconds)
{
    const auto models = static_cast<std::size_t>(state.range(0));
    const auto threads = static_cast<unsigned>(state.range(1));
    const auto raw = hard ? hardSplit(models) : easySplit(models);
    if (lacks(state, simd))
        return;
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

#define SCORE_POOL(name, ...) BENCHMARK_CAPTURE(scorePool, name, __VA_ARGS__)->Unit(benchmark::kMillisecond)
SCORE_POOL(avx512, false, SimdLevel::Avx512, 0.015)->Args({10, 1});
SCORE_POOL(avx2, false, SimdLevel::Avx2, 0.015)->Args({10, 1});
SCORE_POOL(baseline, false, SimdLevel::Baseline, 0.030)->Args({10, 1});
SCORE_POOL(hard_avx512, true, SimdLevel::Avx512, 0.015)->Args({10, 1});
SCORE_POOL(hard_avx2, true, SimdLevel::Avx2, 0.015)->Args({10, 1});
SCORE_POOL(hard_baseline, true, SimdLevel::Baseline, 0.030)->Args({10, 1});
SCORE_POOL(sixteen, false, bestSimd(), 1.0)->Args({16, 2})->UseRealTime();
SCORE_POOL(hard_sixteen, true, bestSimd(), 1.0)->Args({16, 2})->UseRealTime();
#undef SCORE_POOL

/// The same six metrics of all teams of ten models from counts, and sample by sample with the tests' oracle, which
/// is written to be read and not to be fast: the ratio says what counting saves, not how well the oracle could be
/// done.
void metricsAgainstSamples(benchmark::State& state)
{
    const auto split = PreparedSplit::prepare(easySplit(10), 10);
    const SampleSet set{.kind = SampleSet::Kind::Disagreement};
    const auto teams = everyTeam(10, 2, 10);
    const auto samples = samplesOf(*split, set);
    double peer = 0.0;
    double seconds = 0.0;
    for (auto _ : state) {
        const double peerStart = processorSeconds();
        std::size_t walked = 0;
        for (std::size_t t = 0; t < teams.size(); t += 100, ++walked)
            for (const Metric metric : kDefaultMetrics)
                benchmark::DoNotOptimize(metricBySamples(*split, samples, teams[t], metric));
        peer += (processorSeconds() - peerStart) * static_cast<double>(teams.size()) / static_cast<double>(walked);
        const double start = processorSeconds();
        benchmark::DoNotOptimize(run(*split, {.samples = set}).raw.data());
        seconds += processorSeconds() - start;
    }
    state.counters["times_oracle"] = peer / seconds;
}
BENCHMARK(metricsAgainstSamples)->Unit(benchmark::kMillisecond)->Iterations(2);

/// All 2^20 teams on two threads: six metrics with focal versions, soft voting, or both, told as they are finished.
/// Memory: less than 1 GB.
void twentyModels(benchmark::State& state, bool metrics, bool soft, bool hard, double limitSeconds)
{
    const auto split = PreparedSplit::prepare(hard ? hardSplit(20) : easySplit(20), 10);
    ScoreOptions options{.focal = metrics, .threads = 2};
    if (!metrics)
        options.metrics.clear();
    if (soft)
        options.consensus = {Consensus::Soft};
    double seconds = 0.0;
    double first = 0.0;
    for (auto _ : state) {
        const auto start = Clock::now();
        double firstPart = 0.0;
        options.onScored = [&](const TeamScores&, auto) {
            if (firstPart == 0.0)
                firstPart = secondsSince(start);
        };
        benchmark::DoNotOptimize(run(*split, options).masks.data());
        seconds += secondsSince(start);
        first += firstPart;
    }
    const auto runs = static_cast<double>(state.iterations());
    state.counters["of_limit"] = seconds / runs / limitSeconds;
    state.counters["first_part_ms"] = 1e3 * first / runs;
    state.counters["peak_MB"] = peakMegabytes();
}

#define TWENTY(name, ...)                                                                                          \
    BENCHMARK_CAPTURE(twentyModels, name, __VA_ARGS__)->Unit(benchmark::kMillisecond)->UseRealTime()
TWENTY(metrics_focal, true, false, false, 2.0);
TWENTY(soft, false, true, false, 4.0);
TWENTY(hard_soft, false, true, true, 4.0);
TWENTY(both, true, true, false, 6.0);
#undef TWENTY

/// Cancels the largest run at twenty moments; the longest wait counts, the release of the memory included. Limit:
/// 50 ms.
void cancelTwentyModels(benchmark::State& state)
{
    const auto split = PreparedSplit::prepare(easySplit(20), 10);
    double longest = 0.0;
    for (auto _ : state)
        for (int moment = 1; moment <= 20; ++moment) {
            CancelSource source;
            Clock::time_point asked;
            std::jthread user([&] {
                std::this_thread::sleep_for(std::chrono::milliseconds(3 * moment * moment));
                asked = Clock::now();
                source.cancel();
            });
            Progress progress;
            const bool finished = scoreTeams(
                *split, {.focal = true, .consensus = {Consensus::Soft}, .threads = 2}, progress, source.token())
                                      .ok();
            if (!finished)
                longest = std::max(longest, secondsSince(asked));
        }
    state.counters["longest_ms"] = 1e3 * longest;
    state.counters["of_limit"] = longest / 0.050;
}
BENCHMARK(cancelTwentyModels)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);

/// The vote kernel as a share of what the core can add and compare, measured in the same run. One operation for
/// each addition and comparison of a row, one for the outcome. Limit: at least half.
void votePeak(benchmark::State& state, bool hard, SimdLevel simd)
{
    if (lacks(state, simd))
        return;
    const auto split = PreparedSplit::prepare(hard ? hardSplit(14) : easySplit(14), 10);
    const TeamPlan plan = planAll(14, 1, 14);
    const VoteTable table
        = makeVoteTable(*split, {0, split->samples()}, {.rule = Consensus::Soft, .weights = {}}, true);
    double operations = 0.0;
    for (std::size_t b = 0; b < table.blocks(); ++b)
        operations += (2.0 * table.block(b).rows - 1.0) * static_cast<double>(kLanes);
    operations *= static_cast<double>(plan.teams);
    std::vector<std::uint32_t> right(plan.teams);
    double seconds = 0.0;
    double peak = 0.0;
    for (auto _ : state) {
        peak = std::max(peak, peakOperations(simd));
        const double start = processorSeconds();
        for (const TeamPlan::Chunk& chunk : plan.chunks)
            countChunk(table, plan, chunk, kernelsFor(simd), {}, right.data());
        seconds += processorSeconds() - start;
    }
    state.counters["of_peak"] = operations * static_cast<double>(state.iterations()) / seconds / peak;
    state.counters["peak_G"] = peak / 1e9;
}

#define VOTE_PEAK(name, ...) BENCHMARK_CAPTURE(votePeak, name, __VA_ARGS__)->Unit(benchmark::kMillisecond)
VOTE_PEAK(avx512, false, SimdLevel::Avx512);
VOTE_PEAK(avx2, false, SimdLevel::Avx2);
VOTE_PEAK(baseline, false, SimdLevel::Baseline);
VOTE_PEAK(hard_avx512, true, SimdLevel::Avx512);
VOTE_PEAK(hard_avx2, true, SimdLevel::Avx2);
VOTE_PEAK(hard_baseline, true, SimdLevel::Baseline);
#undef VOTE_PEAK

} // namespace
