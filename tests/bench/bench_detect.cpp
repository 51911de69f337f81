// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/pipeline.h"
#include "core/detect/sources.h"

#include <benchmark/benchmark.h>

using namespace cobench;
using namespace cobench::detect;

namespace {

constexpr std::uint64_t kFrames = 200000;

/// Queue, scheduler, synchroniser and hand-over between threads, with devices that do nothing: the time of one
/// iteration over the frames is the overhead per frame.
void liveOverhead(benchmark::State& state)
{
    for (auto _ : state) {
        SyntheticSource source(nullptr);
        std::vector<Device> devices;
        for (std::int64_t i = 0; i < state.range(0); ++i)
            devices.push_back({.name = "null", .detector = std::make_unique<NullDetector>()});
        Progress progress;
        std::uint64_t seen = 0;
        const auto run = runLive(source,
            devices,
            {.dispatch = {.schedule = static_cast<Schedule>(state.range(1))}, .maxFrames = kFrames},
            [&](const Outcome&) { return ++seen, Result<void>(); },
            progress,
            {});
        if (!run || seen != kFrames)
            state.SkipWithError("the run failed");
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(kFrames) * state.iterations());
}
BENCHMARK(liveOverhead)
    ->ArgNames({"devices", "schedule"})
    ->ArgsProduct({{1, 2, 4}, {0, 1, 4}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

/// The same on the simulated clock: what a sweep over device sets costs.
void simulatedFrames(benchmark::State& state)
{
    for (auto _ : state) {
        SyntheticSource source(nullptr);
        std::vector<Device> devices;
        for (int i = 0; i < 6; ++i)
            devices.push_back({.name = "emulated",
                .detector = std::make_unique<NullDetector>(),
                .emulation = Emulation{.rate = 2.5, .jitter = 0.2},
                .startRate = 2.5});
        Progress progress;
        const auto run = runSimulated(source,
            devices,
            {.dispatch = {.drop = DropPolicy::Oldest}, .rate = 14.0, .maxFrames = kFrames},
            [](const Outcome&) { return Result<void>(); },
            progress,
            {});
        if (!run)
            state.SkipWithError("the run failed");
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(kFrames) * state.iterations());
}
BENCHMARK(simulatedFrames)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
