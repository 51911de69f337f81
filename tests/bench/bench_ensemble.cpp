// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/kernels.h"
#include "core/ensemble/score_teams.h"
#include "core/ensemble/team_plan.h"
#include "core/ensemble/vote_table.h"
#include "tests/core/ensemble/oracle.h"
#include "tests/core/ensemble/random_pool.h"

#include <benchmark/benchmark.h>

#include <chrono>
#include <ctime>
#include <map>

#ifdef __x86_64__
#include <immintrin.h>
#endif

using namespace cobench;
using namespace cobench::ensemble;
using namespace cobench::ensemble::test;

namespace {

using Clock = std::chrono::steady_clock;

/// Processor time of this thread: a peak means nothing while other programs take turns on the core.
double processorSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Nothing to settle beforehand: every class can win almost every sample.
std::shared_ptr<const data::Split> hardSplit(std::size_t models)
{
    return randomSplit({.models = models, .samples = 10000, .classes = 10, .skill = 0.0, .sharedNoise = 0.0});
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

/// The same six metrics of all teams of ten models from counts, and sample by sample with the tests' oracle, which
/// is written to be read and not to be fast: the ratio says what counting saves, not how well the oracle could be
/// done.
void metricsAgainstSamples(benchmark::State& state)
{
    const auto split = PreparedSplit::prepare(splitOf(10), 10);
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

/// The worst pool for soft voting.
void scoreHardPool(benchmark::State& state, SimdLevel simd, double limitSeconds)
{
    const auto raw = hardSplit(10);
    if (simd > bestSimd())
        return state.SkipWithError("this processor lacks the instructions");
    double seconds = 0.0;
    for (auto _ : state) {
        const auto start = Clock::now();
        const auto split = PreparedSplit::prepare(raw, 10);
        benchmark::DoNotOptimize(
            run(*split, {.focal = true, .consensus = {Consensus::Soft}, .simd = simd}).masks.data());
        seconds += secondsSince(start);
    }
    state.counters["of_limit"] = seconds / static_cast<double>(state.iterations()) / limitSeconds;
}

BENCHMARK_CAPTURE(scoreHardPool, best, bestSimd(), 0.015)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(scoreHardPool, avx2, SimdLevel::Avx2, 0.015)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(scoreHardPool, baseline, SimdLevel::Baseline, 0.030)->Unit(benchmark::kMillisecond);

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

#ifdef __x86_64__
/// Additions and comparisons of 16 floats a second, from registers, with nothing else to do.
__attribute__((target("avx512f"))) double peakRate()
{
    constexpr int kRounds = 2000000;
    __m512 sum[8];
    __m512 most[8];
    for (int i = 0; i < 8; ++i)
        sum[i] = most[i] = _mm512_set1_ps(static_cast<float>(i));
    const __m512 one = _mm512_set1_ps(1.0F);
    const double start = processorSeconds();
    for (int round = 0; round < kRounds; ++round)
        for (int i = 0; i < 8; ++i) {
            sum[i] = _mm512_add_ps(sum[i], one);
            most[i] = _mm512_maskz_max_ps(0xffff, most[i], one);
            asm volatile("" : "+v"(sum[i]), "+v"(most[i])); // keeps both, in registers
        }
    return 16.0 * kRounds / (processorSeconds() - start);
}

/// The vote kernel on a pool where nothing can be settled beforehand, as a share of the add/compare peak of the
/// core measured in the same run. Limit: at least half.
void votePeak(benchmark::State& state)
{
    if (bestSimd() != SimdLevel::Avx512)
        return state.SkipWithError("this processor lacks the instructions");
    const auto split = PreparedSplit::prepare(hardSplit(14), 10);
    const TeamPlan plan = planAll(14, 1, 14);
    std::vector<const float*> rows;
    for (const auto& member : split->split().members)
        rows.push_back(member.probabilities.data());
    const VoteTable table(DenseVotes(*split, {0, split->samples()}, rows, 1.01F, true));
    double operations = 0.0;
    for (std::size_t b = 0; b < table.blocks(); ++b)
        operations += 2.0 * table.block(b).rows - 1.0; // additions, comparisons, and one for the outcome
    operations *= static_cast<double>(plan.teams);
    AlignedFloats sums((plan.deepest + 1) * table.floatsPerTeam());
    std::vector<std::uint32_t> right(plan.teams);
    double seconds = 0.0;
    double peak = 0.0;
    for (auto _ : state) {
        peak = std::max(peak, peakRate());
        const double start = processorSeconds();
        for (const TeamPlan::Chunk& chunk : plan.chunks)
            for (std::size_t b = 0; b < table.blocks(); ++b)
                kernelsFor(SimdLevel::Avx512)
                    .countVotes(table.block(b),
                        {chunk.lead.data(), chunk.lead.data() + chunk.lead.size()},
                        {plan.steps.data() + chunk.begin, plan.steps.data() + chunk.end},
                        sums.data(),
                        right.data());
        seconds += (processorSeconds() - start);
    }
    state.counters["of_peak"] = operations * static_cast<double>(state.iterations()) / seconds / peak;
    state.counters["Gops"] = peak / 1e9;
}
BENCHMARK(votePeak)->Unit(benchmark::kMillisecond);
#endif

} // namespace

BENCHMARK_MAIN();
