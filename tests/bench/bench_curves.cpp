// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/curves.h"
#include "tests/plots/plain_curves.h"

#include <QApplication>
#include <QPixmap>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

using namespace cobench;

namespace {

constexpr QSize kSize(1400, 800);
constexpr int kFrames = 40;
constexpr int kPasses = 3;

/// Processor time of the program: other programs take turns on the cores.
double milliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

/// A loss that falls and trembles.
std::vector<plots::CurvePoint> lossCurve(std::size_t points, std::uint32_t seed)
{
    std::minstd_rand random(seed + 1);
    std::uniform_real_distribution<double> tremble(0.8, 1.2);
    std::vector<plots::CurvePoint> curve;
    curve.reserve(points);
    for (std::size_t i = 0; i < points; ++i) {
        const double done = double(i) / double(points);
        curve.push_back({double(i), (0.2 + 0.001 * seed + 2.0 * std::exp(-6.0 * done)) * tremble(random)});
    }
    return curve;
}

/// The view of frame k: from everything into a tenth of it, moving.
plots::ViewRange viewOf(int frame, double length)
{
    const double part = std::pow(0.1, double(frame % 20) / 20.0);
    const double begin = (1.0 - part) * 0.5 * length * (frame < 20 ? 1.0 : 1.5);
    return {{begin, begin + part * length}, {0.0, 3.0 * part}};
}

/// Of each frame, in milliseconds: of some passes the fastest, so that what other programs do to the machine's
/// caches is not counted.
template <typename Draw>
std::vector<double> fastest(const Draw& draw)
{
    std::vector<double> times(kFrames, std::numeric_limits<double>::infinity());
    for (int pass = 0; pass < kPasses; ++pass)
        for (int frame = 0; frame < kFrames; ++frame) {
            const double start = milliseconds();
            draw(frame);
            double& time = times[std::size_t(frame)];
            time = std::min(time, milliseconds() - start);
        }
    return times;
}

double mean(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
}

/// Series x points drawn by our own chart, and by one QCPGraph each, in the same views. "worst_ms" and "mean_ms"
/// are ours, "qcustomplot_ms" its mean, "ratio" how many times as long it takes.
void panAndZoom(benchmark::State& state)
{
    const auto series = static_cast<std::size_t>(state.range(0));
    const auto points = static_cast<std::size_t>(state.range(1));
    plots::CurvesData data{.xTitle = QStringLiteral("Iteration"), .yTitle = QStringLiteral("Loss")};
    for (std::size_t s = 0; s < series; ++s)
        data.series.push_back(
            {.name = QString::number(s), .points = lossCurve(points, std::uint32_t(s)), .category = s});
    test::PlainCurves plain(data);
    plain.resize(kSize);
    plots::Curves curves;
    curves.resize(kSize);
    curves.setData(std::move(data));
    curves.setLogarithmic(Qt::Vertical, state.range(2) != 0);
    if (state.range(2) != 0)
        plain.setLogarithmic();
    (void)curves.grab();
    const auto viewAt = [&](int frame) {
        plots::ViewRange view = viewOf(frame, double(points));
        view.y.low = state.range(2) != 0 ? 0.05 : 0.0;
        return view;
    };
    for (auto _ : state) { // apart: each has the processor's caches to itself
        const std::vector<double> ours = fastest([&](int frame) {
            curves.setViewRange(viewAt(frame));
            (void)curves.grab();
        });
        const std::vector<double> theirs = fastest([&](int frame) { plain.draw(viewAt(frame)); });
        state.counters["worst_ms"] = *std::ranges::max_element(ours);
        state.counters["mean_ms"] = mean(ours);
        state.counters["qcustomplot_ms"] = mean(theirs);
        state.counters["ratio"] = mean(theirs) / mean(ours);
        state.counters["limit_ms"] = 16.0;
    }
}
BENCHMARK(panAndZoom)
    ->ArgNames({"series", "points", "log"})
    ->Args({1000, 1000, 0})
    ->Args({1000, 1000, 1})
    ->Args({1, 10000000, 0})
    ->Args({10, 1000000, 0})
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

/// One point to each of 10 curves that have 100,000 already, and a frame: what a live view does ten times a second.
void append(benchmark::State& state)
{
    plots::Curves curves;
    curves.resize(kSize);
    plots::CurvesData data;
    for (std::uint32_t s = 0; s < 10; ++s)
        data.series.push_back({.name = QString::number(s), .points = lossCurve(100000, s), .category = s});
    curves.setData(std::move(data));
    curves.setSmoothing({.kind = plots::Smoothing::Kind::Exponential, .weight = 0.9});
    double x = 1e5;
    for (auto _ : state) {
        for (std::size_t s = 0; s < 10; ++s)
            curves.append(s, {{x, 0.3}});
        x += 1.0;
        (void)curves.grab();
    }
}
BENCHMARK(append)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
