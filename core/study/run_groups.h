// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/run.h"

#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace cobench::study {

/// What curves are drawn against.
enum class XAxis { Step, Epoch, Samples, Time, Energy };
std::string_view id(XAxis axis); // "step"
std::optional<XAxis> xAxisFromId(std::string_view text);

struct ScalarPoint {
    double step = 0.0; // iterations done
    double time = 0.0; // seconds since the epoch
    double value = 0.0;
    double energy = std::numeric_limits<double>::quiet_NaN(); // J, of the machine since its trace began
};

/// One quantity of one run over one axis. x ascending.
struct Curve {
    std::vector<double> x;
    std::vector<double> y; // NaN = undefined there
};

/// The points on this axis: iterations, epochs (iterations over those of an epoch), samples seen (iterations times
/// batch), seconds since `start`, or joules. Empty when the run does not say what that takes.
Curve onAxis(const Run& run, std::span<const ScalarPoint> points, XAxis axis, double start);

/// Mean of several curves with their sample standard deviation (n - 1).
struct MeanCurve {
    std::vector<double> x; // every x of any of the curves, ascending, once
    std::vector<double> mean;
    std::vector<double> low; // mean - deviation; NaN where n < 2
    std::vector<double> high;
    std::vector<std::size_t> n; // curves that reach from before x to after it
};
/// Between its points a curve is taken as straight; before its first and after its last it does not count.
MeanCurve meanOf(std::span<const Curve> curves);

/// Runs that are one line together.
struct RunGroup {
    std::string name; // "lenet5", "model = lenet5, batch = 64"
    std::vector<std::size_t> runs; // indices, ascending
};

/// How runs are put together: nothing = each alone; kSameButSeed = those whose configuration differs in name and
/// seed only; else those that have the same value in this column.
constexpr std::string_view kSameButSeed = "configuration";
std::vector<RunGroup> groupRuns(std::span<const Run* const> runs, std::string_view key);

/// Keys of the configuration in which these runs differ, name excepted.
std::vector<std::string> differingKeys(std::span<const Run* const> runs);

} // namespace cobench::study
