// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <limits>
#include <span>

namespace cobench::study {

/// Mean of repeated runs with its 95 % confidence interval by Student's t. NaN where there are too few values;
/// values that are not finite are left out.
struct MeanInterval {
    std::size_t n = 0;
    double mean = std::numeric_limits<double>::quiet_NaN();
    double low = std::numeric_limits<double>::quiet_NaN(); // n >= 2
    double high = std::numeric_limits<double>::quiet_NaN();
};
MeanInterval meanInterval(std::span<const double> values);

/// Student's paired test of a - b, two-sided. Pairs that are not finite are left out. NaN below two pairs; where
/// all differences are equal, p is 1 when they are 0 and 0 otherwise.
struct PairedTest {
    std::size_t n = 0;
    double difference = std::numeric_limits<double>::quiet_NaN(); // mean of a - b
    double t = std::numeric_limits<double>::quiet_NaN();
    double p = std::numeric_limits<double>::quiet_NaN();
};
PairedTest pairedTest(std::span<const double> a, std::span<const double> b);

/// P(|T| > |t|) of Student's distribution, by the regularised incomplete beta function.
double studentTwoSided(double t, double degrees);
/// t with studentTwoSided(t) = alpha.
double studentQuantile(double alpha, double degrees);

} // namespace cobench::study
