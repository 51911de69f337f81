// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/curves.h"
#include "tests/plots/plain_curves.h"

#include <QApplication>
#include <QPixmap>

#include <benchmark/benchmark.h>

#include <cmath>
#include <ctime>
#include <random>

using namespace cobench;

namespace {

constexpr QSize kSize(1400, 800);
constexpr int kFrames = 40;

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
    for (auto _ : state) {
        double worst = 0.0;
        double sum = 0.0;
        for (int frame = 0; frame < kFrames; ++frame) {
            const double start = milliseconds();
            curves.setViewRange(viewAt(frame));
            (void)curves.grab();
            const double drawn = milliseconds() - start;
            worst = std::max(worst, drawn);
            sum += drawn;
        }
        const double start = milliseconds(); // apart: each has the processor's caches to itself
        for (int frame = 0; frame < kFrames; ++frame)
            plain.draw(viewAt(frame));
        const double theirs = milliseconds() - start;
        state.counters["worst_ms"] = worst;
        state.counters["mean_ms"] = sum / kFrames;
        state.counters["qcustomplot_ms"] = theirs / kFrames;
        state.counters["ratio"] = theirs / sum;
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
