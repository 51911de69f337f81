// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/prune_job.h"
#include "plots/export.h"
#include "plots/tree.h"
#include "tests/core/ensemble/random_pool.h"
#include "ui/pages/reports/pruning_figure.h"

#include <QApplication>
#include <QImage>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <ctime>

using namespace cobench;

namespace {

struct Moved {
    std::shared_ptr<const ensemble::PreparedSplit> split;
    data::Pool pool;
    std::unique_ptr<jobs::PruneSession> session;
    plots::Tree tree;
    explicit Moved(std::size_t models)
        : split(ensemble::test::randomPool({.models = models, .samples = 10000, .classes = 10, .skill = 3.0}))
        , session(std::make_unique<jobs::PruneSession>(split, ensemble::Metric::GD))
    {
        for (std::size_t model = 0; model < models; ++model)
            pool.models.push_back({.name = "model " + std::to_string(model)});
    }

    /// As on a screen.
    void redraw() { benchmark::DoNotOptimize(plots::toImage(tree, {.size = {1400, 420}}).constBits()); }

    std::shared_ptr<ui::PrunedPool> prune(const ensemble::PruningOptions& options)
    {
        Progress progress;
        return std::make_shared<ui::PrunedPool>(ui::prunedPool(
            pool, *split, session->metric(), options, session->prune(options, progress, {}).value()));
    }
};

/// Processor time of the program: a worst step means nothing while other programs take turns on the cores.
double milliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

/// The slider runs through every percent from 0 to 50 and back: pruning, the chart's new nodes, the picture. The
/// first way scores what it meets, unless all was scored ahead, as the window does while nobody drags. "worst" =
/// the slowest step, "limit" in milliseconds.
void slider(benchmark::State& state, double limit, bool ahead)
{
    const ensemble::PruningOptions options{.maxSize = static_cast<std::size_t>(state.range(1))};
    for (auto _ : state) {
        Moved moved(static_cast<std::size_t>(state.range(0)));
        const double begun = milliseconds();
        moved.tree.setData(ui::pruningFigure(moved.prune(options), ui::TreeColour::Score));
        moved.redraw();
        state.counters["first_ms"] = milliseconds() - begun;
        if (ahead) {
            const double start = milliseconds();
            Progress progress;
            benchmark::DoNotOptimize(moved.session->scoreAhead(options, progress, {}).ok());
            state.counters["ahead_ms"] = milliseconds() - start;
        }
        double worst = 0.0;
        double prune = 0.0;
        double draw = 0.0;
        double sum = 0.0;
        for (int step = 0; step <= 100; ++step) {
            auto next = options;
            next.beta = 0.01 * (step <= 50 ? step : 100 - step);
            const double start = milliseconds();
            const auto pruned = moved.prune(next);
            plots::TreeNodes nodes(ui::pruningNodes(*pruned, ui::TreeColour::Score), moved.tree.data().nodes);
            prune += milliseconds() - start;
            moved.tree.updateNodes(std::move(nodes), ui::pruningNote(*pruned));
            const double drawn = milliseconds();
            moved.redraw();
            draw += milliseconds() - drawn;
            worst = std::max(worst, milliseconds() - start);
            sum += milliseconds() - start;
        }
        state.counters["prune_ms"] = prune / 101;
        state.counters["draw_ms"] = draw / 101;
        state.counters["mean_ms"] = sum / 101;
        state.counters["worst_ms"] = worst;
        state.counters["of_limit"] = worst / limit;
        state.counters["nodes"] = static_cast<double>(moved.tree.data().nodes.size());
    }
}

BENCHMARK_CAPTURE(slider, frame, 16.0, false)->Args({10, 5})->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(slider, sixteen, 200.0, false)->Args({16, 5})->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(slider, sixteen, 200.0, false)->Args({16, 16})->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(slider, sixteen_ahead, 200.0, true)->Args({16, 16})->Iterations(1)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
