// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/pareto_job.h"
#include "core/jobs/team_detail.h"
#include "core/jobs/team_sketch.h"
#include "tests/core/ensemble/random_pool.h"

#include <benchmark/benchmark.h>

#include <map>
#include <numeric>

// One team of a pool of 16 models on 5,000 + 5,000 samples of 10 classes, all nine metrics. "of_limit" = time taken
// / time allowed, at most 1: what follows each tick of a member has one frame.

using namespace cobench;
using namespace cobench::jobs;

namespace {

constexpr std::size_t kModels = 16;
constexpr double kFrame = 0.016; // seconds

const TeamSplits& splits()
{
    static const TeamSplits result = [] {
        auto pool = std::make_shared<data::Pool>();
        pool->classes = 10;
        for (std::size_t m = 0; m < kModels; ++m)
            pool->models.push_back({.name = "m" + std::to_string(m), .cost = {}, .source = {}});
        const auto split = [](std::uint32_t seed) {
            return ensemble::test::randomPool(
                {.models = kModels, .samples = 5000, .classes = 10, .skill = 3.0, .seed = seed});
        };
        return TeamSplits{.pool = pool, .selection = split(1), .report = split(2)};
    }();
    return result;
}

FocalOptions focalOptions()
{
    return {.metrics = {ensemble::kAllMetrics.begin(), ensemble::kAllMetrics.end()}};
}

std::shared_ptr<const FocalBasis> basisOf(std::size_t size)
{
    static std::map<std::size_t, std::shared_ptr<const FocalBasis>> known;
    auto& basis = known[size];
    if (!basis) {
        Progress progress;
        basis = std::make_shared<const FocalBasis>(
            focalBasis(*splits().selection, size, focalOptions(), progress, {}).value());
    }
    return basis;
}

ensemble::Members firstMembers(benchmark::State& state)
{
    ensemble::Members team(static_cast<std::size_t>(state.range(0)));
    std::iota(team.begin(), team.end(), 0U);
    return team;
}

void reportLimit(benchmark::State& state, double limit)
{
    state.counters["of_limit"]
        = benchmark::Counter(limit, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void sketch(benchmark::State& state)
{
    TeamSketchOptions options{.team = firstMembers(state), .focal = focalOptions(), .basis = {}};
    options.basis = basisOf(options.team.size());
    Progress progress;
    for (auto _ : state)
        benchmark::DoNotOptimize(sketchTeam(splits(), options, progress, {}).value().raw.data());
    reportLimit(state, kFrame);
}
BENCHMARK(sketch)->Arg(2)->Arg(8)->Arg(16)->Unit(benchmark::kMillisecond);

/// Once for each team size of a pool.
void scaleFocal(benchmark::State& state)
{
    Progress progress;
    for (auto _ : state)
        benchmark::DoNotOptimize(
            focalBasis(*splits().selection, static_cast<std::size_t>(state.range(0)), focalOptions(), progress, {})
                .value()
                .scales.data());
}
BENCHMARK(scaleFocal)->Arg(2)->Arg(8)->Unit(benchmark::kMillisecond);

void detail(benchmark::State& state)
{
    TeamDetailOptions options{.team = firstMembers(state), .metrics = focalOptions().metrics, .basis = {}};
    options.basis = basisOf(options.team.size());
    if (state.range(1) == 0)
        std::erase_if(options.rules, [](const auto& rule) { return rule.rule == ensemble::Consensus::Stacking; });
    Progress progress;
    for (auto _ : state)
        benchmark::DoNotOptimize(detailTeam(splits(), options, progress, {}).value().told);
    state.SetLabel(state.range(1) == 0 ? "without stacking" : "with stacking");
}
BENCHMARK(detail)->ArgsProduct({{2, 8, 16}, {0, 1}})->Unit(benchmark::kMillisecond);

/// All 65,519 teams.
void front(benchmark::State& state)
{
    Progress progress;
    const auto scores = ensemble::scoreTeams(*splits().report,
        {.metrics = {ensemble::Metric::GD}, .consensus = {ensemble::Consensus::Soft}},
        progress,
        {});
    auto models = splits().pool->models;
    for (std::size_t m = 0; m < models.size(); ++m)
        models[m].cost.parameters = 1000.0 + 37.0 * static_cast<double>(m * m % 11);
    for (auto _ : state)
        benchmark::DoNotOptimize(paretoTeams(*scores, ensemble::Metric::GD, models, progress, {}).value().count);
}
BENCHMARK(front)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
