// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/study/run_groups.h"

#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace cobench::study {

/// What a sweep is judged by: one quantity, at the end of each run or at its best.
struct SweepMetric {
    std::string tag = "test/accuracy";
    Statistic statistic = Statistic::Last; // or Best
    bool operator==(const SweepMetric&) const = default;
};

/// A run at one constant rate, over its epochs (0 = before training).
struct SweptRun {
    RunId run;
    double rate = 0.0;
    Curve metric;
    Curve loss; // of training, which decides whether it diverged; empty = the metric does
};

/// How one run ended.
struct SweptEnd {
    double value = std::numeric_limits<double>::quiet_NaN(); // of the metric
    double epoch = std::numeric_limits<double>::quiet_NaN(); // that has it; the first one of a best value
    /// From which on the loss or the metric is no finite number, or the loss is above where it began; NaN for a run
    /// that did not diverge.
    double divergedAt = std::numeric_limits<double>::quiet_NaN();
    bool hasDiverged() const { return divergedAt == divergedAt; }
};
/// A run with no more than one value has not diverged. A metric that is neither better low nor high decides by
/// being no finite number only.
SweptEnd endOf(const SweptRun& run, const SweepMetric& metric);

/// One rate. Runs that diverged are counted, and left out of the rest.
struct SweptRate {
    double rate = 0.0;
    std::vector<RunId> runs; // all of it, in the order given
    std::size_t diverged = 0;
    std::size_t n = 0; // values
    double mean = std::numeric_limits<double>::quiet_NaN();
    double deviation = std::numeric_limits<double>::quiet_NaN(); // sample (n - 1); NaN where n < 2
    double low = std::numeric_limits<double>::quiet_NaN();
    double high = std::numeric_limits<double>::quiet_NaN();
    double epoch = std::numeric_limits<double>::quiet_NaN(); // mean of SweptEnd::epoch
    double divergedAt = std::numeric_limits<double>::quiet_NaN(); // the earliest
    bool isWithinNoise = false; // RateSweep::noise says of what
};

/// The bowl of one optimiser: what came of each rate.
struct RateSweep {
    std::vector<SweptRate> rates; // ascending
    std::size_t runs = 0;
    std::size_t diverged = 0; // runs
    std::optional<std::size_t> best; // rate with the best mean; the smallest of equals
    /// The rate with the most values, two at least; the better of equals. Its deviation is the noise of repetition.
    std::optional<std::size_t> tuned;
    /// Standard deviation at the tuned rate; NaN without one. Rates are within the noise when their mean is worse
    /// than the best one's by no more than it.
    double noise = std::numeric_limits<double>::quiet_NaN();
};
/// Rates that differ by less than a millionth are one.
RateSweep sweepRates(std::span<const SweptRun> runs, const SweepMetric& metric);

} // namespace cobench::study
