// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace cobench::study {

/// What was seen at one rate. NaN = not measured, or lost.
struct RatePoint {
    double rate = 0.0;
    double loss = std::numeric_limits<double>::quiet_NaN(); // sweep: of one batch; grid: val/loss at the end
    double smoothed = std::numeric_limits<double>::quiet_NaN(); // sweep
    double accuracy = std::numeric_limits<double>::quiet_NaN(); // grid: val/accuracy at the end
};

/// An interval of rates with the rule that chose it; NaN where the test shows none, and the rule says why.
struct RateInterval {
    double low = std::numeric_limits<double>::quiet_NaN();
    double high = std::numeric_limits<double>::quiet_NaN();
    std::string rule;
};

/// n rates from low to high, equally spaced in the logarithm.
std::vector<double> rateGrid(double low, double high, std::size_t n);

/// Follows a sweep: rates grow from step to step of one run (Smith, WACV 2017). The loss is smoothed by an
/// exponential mean over about a twentieth of the `steps`, without bias at its start; the sweep has diverged once
/// that is more than `factor` times its smallest so far.
class SweepWatch
{
public:
    explicit SweepWatch(std::size_t steps, double factor = 4.0);

    /// False from the step on which it has diverged, or the loss is not finite.
    bool add(double rate, double loss);
    bool hasDiverged() const { return m_diverged; }
    const std::vector<RatePoint>& points() const { return m_points; }
    double bestLoss() const { return m_best; } // smoothed

private:
    double m_memory;
    double m_factor;
    double m_mean = 0.0;
    double m_weight = 1.0; // of the 0 that m_mean began with
    double m_best = std::numeric_limits<double>::infinity();
    bool m_diverged = false;
    std::vector<RatePoint> m_points;
};

/// From where the smoothed loss has fallen by a tenth of its whole way down to where it has by nine tenths.
RateInterval suggestFromSweep(std::span<const RatePoint> points);
/// The rates around the best one, without a gap, whose accuracy is at least 95 % of its, or whose loss is at most
/// 10 % above where no accuracy was measured.
RateInterval suggestFromGrid(std::span<const RatePoint> points);

} // namespace cobench::study
