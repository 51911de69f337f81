// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What recording and storing runs costs: 1,500 runs of 100 metrics with 67 points each, ten million scalars,
// written and read as the engine and a plot do; and the recorder's share of a core at ten samples a second.
#include "core/store/runs.h"
#include "core/trace/recorder.h"

#include <benchmark/benchmark.h>

#include <chrono>
#include <ctime>
#include <filesystem>
#include <unistd.h>

namespace {

using namespace cobench;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kRuns = 1500;
constexpr std::size_t kTags = 100;
constexpr std::size_t kPoints = 67;
constexpr std::size_t kRowsPerFlush = 75'000; // 300,000 a second in four transactions a second

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

double processorSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// A folder that goes with the program.
const fs::path& folder()
{
    struct Folder {
        fs::path path = fs::temp_directory_path() / ("cobench-bench-" + std::to_string(getpid()));
        Folder() { fs::create_directories(path); }
        ~Folder() { fs::remove_all(path); }
    };
    static const Folder made;
    return made.path;
}

std::string tagName(std::size_t tag)
{
    return "group/metric-" + std::to_string(tag);
}

/// `points` of each tag, as one flush brings them.
std::vector<store::ScalarRow> rows(std::size_t tags, std::size_t points, std::uint64_t firstStep)
{
    std::vector<store::ScalarRow> all;
    all.reserve(tags * points);
    for (std::size_t point = 0; point < points; ++point)
        for (std::size_t tag = 0; tag < tags; ++tag)
            all.push_back({.tag = tagName(tag),
                .step = firstStep + point,
                .time = 1.7e9 + static_cast<double>(point),
                .value = 1.0 / static_cast<double>(1 + point + tag)});
    return all;
}

void require(bool holds)
{
    if (!holds)
        std::abort();
}

RunId create(store::RunStore& store)
{
    return store.createRun({.batch = "bench", .name = "run", .configJson = "{}", .state = "finished"}).value();
}

/// One run that reports as fast as it can: ten million scalars in flushes of a quarter of a second.
void insertOneRun(benchmark::State& state)
{
    const std::size_t flushes = 10'000'000 / kRowsPerFlush + 1;
    for (auto _ : state) {
        const auto store = store::RunStore::open(folder() / "one.cobench", store::RunStore::Role::Writer).value();
        const RunId run = create(*store);
        std::vector<store::EventRow> events;
        double seconds = 0.0;
        for (std::size_t flush = 0; flush < flushes; ++flush) {
            const auto batch = rows(kTags, kRowsPerFlush / kTags, flush * kRowsPerFlush / kTags);
            const auto start = Clock::now();
            require(store->append(run, batch, events).ok());
            seconds += secondsSince(start);
        }
        state.SetIterationTime(seconds);
        state.counters["scalars/s"] = static_cast<double>(flushes * kRowsPerFlush) / seconds;
    }
}
BENCHMARK(insertOneRun)->Iterations(1)->UseManualTime()->Unit(benchmark::kSecond);

/// Many runs, one transaction each.
void insertManyRuns(benchmark::State& state)
{
    const auto batch = rows(kTags, kPoints, 0);
    for (auto _ : state) {
        const auto store = store::RunStore::open(folder() / "many.cobench", store::RunStore::Role::Writer).value();
        std::vector<store::EventRow> events;
        const auto start = Clock::now();
        for (std::size_t run = 0; run < kRuns; ++run)
            require(store->append(create(*store), batch, events).ok());
        const double seconds = secondsSince(start);
        state.SetIterationTime(seconds);
        state.counters["scalars/s"] = static_cast<double>(kRuns * batch.size()) / seconds;
    }
}
BENCHMARK(insertManyRuns)->Iterations(1)->UseManualTime()->Unit(benchmark::kSecond);

/// What a window does that opens them: the runs, the last, lowest and highest value of every metric, the curves of
/// one metric of all runs.
void openAndReadOneMetric(benchmark::State& state)
{
    for (auto _ : state) {
        const auto store = store::RunStore::open(folder() / "many.cobench", store::RunStore::Role::Reader).value();
        require(store->runs()->size() == kRuns);
        require(store->summaries()->size() == kRuns * kTags);
        require(store->curves({.tag = tagName(7)})->size() == kRuns);
    }
}
BENCHMARK(openAndReadOneMetric)->Iterations(3)->Unit(benchmark::kMillisecond);

/// The curves of all metrics of all runs: every scalar that there is.
void openAndReadAllCurves(benchmark::State& state)
{
    for (auto _ : state) {
        const auto store = store::RunStore::open(folder() / "many.cobench", store::RunStore::Role::Reader).value();
        require(store->runs()->size() == kRuns);
        require(store->curves({.parts = 16})->size() == kRuns * kTags);
    }
}
BENCHMARK(openAndReadAllCurves)->Iterations(3)->Unit(benchmark::kMillisecond);

/// A long run in its level of detail: 100,000 points a metric become 2,048.
void readLongCurves(benchmark::State& state)
{
    for (auto _ : state) {
        const auto store = store::RunStore::open(folder() / "one.cobench", store::RunStore::Role::Reader).value();
        require(store->curves({})->size() == kTags);
    }
}
BENCHMARK(readLongCurves)->Iterations(3)->Unit(benchmark::kMillisecond);

/// Counter: percent of one core that ten samples a second take, this process alone being the run.
void recorderShare(benchmark::State& state)
{
    trace::Recorder recorder({.process = getpid()});
    double now = 0.0;
    double used = 0.0;
    std::size_t samples = 0;
    for (auto _ : state) {
        const double before = processorSeconds();
        benchmark::DoNotOptimize(recorder.sample(now += 0.1));
        used += processorSeconds() - before;
        ++samples;
    }
    state.counters["percent_at_10_Hz"] = 100.0 * 10.0 * used / static_cast<double>(samples);
    state.counters["lanes"] = static_cast<double>(recorder.lanes().size());
}
BENCHMARK(recorderShare)->Iterations(3000)->Unit(benchmark::kMicrosecond);

} // namespace

BENCHMARK_MAIN();
