// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/runs.h"
#include "core/study/run_filter.h"
#include "core/train/config.h"
#include "plots/curves.h"
#include "ui/pages/reports/curves_figure.h"

#include <QApplication>
#include <QPixmap>
#include <QTemporaryDir>

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdlib>

using namespace cobench;

namespace {

constexpr int kRuns = 1500;
constexpr int kTags = 100;
constexpr int kPoints = 67; // 10 million scalars in all

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::vector<store::ScalarRow> scalarsOf(int run)
{
    std::vector<store::ScalarRow> scalars;
    scalars.reserve(kTags * kPoints);
    for (int tag = 0; tag < kTags; ++tag) {
        const std::string name = tag == 0 ? "train/loss" : "extra/" + std::to_string(tag);
        for (int point = 1; point <= kPoints; ++point)
            scalars.push_back({name,
                static_cast<std::uint64_t>(point) * 10,
                1000.0 + point,
                (1.0 + 0.001 * run) * (1.0 + 0.1 * ((point * 7919 + run) % 13)) / point});
    }
    return scalars;
}

/// Where COBENCH_BENCH_RUNS names a project, its runs; else new ones in a folder of their own.
std::filesystem::path project()
{
    if (const char* given = std::getenv("COBENCH_BENCH_RUNS"))
        if (std::filesystem::exists(std::string(given) + ".d/runs.sqlite"))
            return given;
    static const QTemporaryDir folder;
    const char* given = std::getenv("COBENCH_BENCH_RUNS");
    const std::filesystem::path path = given ? given : folder.filePath(QStringLiteral("p.cobench")).toStdString();
    auto store = store::RunStore::open(path, store::RunStore::Role::Writer).value();
    for (int run = 0; run < kRuns; ++run) {
        const train::TrainConfig config{.name = "run " + std::to_string(run),
            .model = run % 2 == 0 ? "lenet5" : "mlp",
            .epochs = 4,
            .seed = static_cast<std::uint64_t>(run / 2 % 5)};
        const RunId id = store
                             ->createRun({.batch = "many",
                                 .name = config.name,
                                 .configJson = train::toJson(config),
                                 .state = "queued",
                                 .createdAt = 1000.0,
                                 .heartbeatAt = 1067.0})
                             .value();
        std::vector<store::EventRow> events;
        if (!store->append(id, scalarsOf(run), events) || !store->setState(id, "finished", {}))
            std::abort();
    }
    return path;
}

/// From the file to the picture of one quantity of all runs; the table's figures on the way. "filter_ms" = one
/// expression over all runs.
void openAndDraw(benchmark::State& state)
{
    const std::filesystem::path path = project();
    for (auto _ : state) {
        const auto start = std::chrono::steady_clock::now();
        auto runs = jobs::listRuns(path).value();
        state.counters["list_s"] = secondsSince(start);
        if (!jobs::readFigures(path, runs, CancelToken{}))
            std::abort();
        state.counters["figures_s"] = secondsSince(start);
        std::vector<ui::ShownRun> shown;
        std::vector<RunId> ids;
        for (std::size_t place = 0; place < runs.size(); ++place) {
            shown.push_back({.run = ui::forDrawing(runs[place]), .place = place});
            ids.push_back(runs[place].id);
        }
        const ui::CurvesQuery query{.tag = "train/loss"};
        auto figure = ui::drawCurves(query, shown, jobs::readCurves(path, ids, query.tag, CancelToken{}).value());
        state.counters["curves_s"] = secondsSince(start);
        plots::Curves curves;
        curves.resize(1400, 800);
        curves.setData(std::move(figure.plot));
        (void)curves.grab();
        state.counters["drawn_s"] = secondsSince(start);
        state.counters["limit_s"] = 2.0;
        const auto before = std::chrono::steady_clock::now();
        const auto filter = study::RunFilter::parse("model = lenet5 and best(train/loss) < 0.02").value();
        std::size_t fitting = 0;
        for (const study::Run& run : runs)
            fitting += filter.matches(run);
        state.counters["filter_ms"] = 1e3 * secondsSince(before);
        benchmark::DoNotOptimize(fitting);
    }
}
BENCHMARK(openAndDraw)->Iterations(1)->Unit(benchmark::kSecond)->UseRealTime();

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
