// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/intervals.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

namespace cobench::study {

namespace {

constexpr double kAlpha = 0.05;

/// The continued fraction of the incomplete beta function, by Lentz's method (Numerical Recipes, 6.4).
double betaFraction(double a, double b, double x)
{
    constexpr double kTiny = 1e-300;
    const auto kept = [](double value) { return std::abs(value) < kTiny ? kTiny : value; };
    double c = 1.0;
    double d = 1.0 / kept(1.0 - (a + b) * x / (a + 1.0));
    double fraction = d;
    for (int m = 1; m < 500; ++m) {
        const double even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / kept(1.0 + even * d);
        c = kept(1.0 + even / c);
        fraction *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / kept(1.0 + odd * d);
        c = kept(1.0 + odd / c);
        fraction *= d * c;
        if (std::abs(d * c - 1.0) < 1e-15)
            break;
    }
    return fraction;
}

double incompleteBeta(double a, double b, double x)
{
    if (x <= 0.0 || x >= 1.0)
        return x <= 0.0 ? 0.0 : 1.0;
    const double front
        = std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x));
    if (x < (a + 1.0) / (a + b + 2.0))
        return front * betaFraction(a, b, x) / a;
    return 1.0 - front * betaFraction(b, a, 1.0 - x) / b;
}

double meanOf(const std::vector<double>& values)
{
    double sum = 0.0;
    for (const double value : values)
        sum += value;
    return sum / static_cast<double>(values.size());
}

/// Standard error of the mean; n >= 2.
double errorOf(const std::vector<double>& values, double mean)
{
    double squares = 0.0;
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    const auto n = static_cast<double>(values.size());
    return std::sqrt(squares / (n - 1.0) / n);
}

} // namespace

double studentTwoSided(double t, double degrees)
{
    return incompleteBeta(0.5 * degrees, 0.5, degrees / (degrees + t * t));
}

double studentQuantile(double alpha, double degrees)
{
    double low = 0.0;
    double high = 1e6;
    for (int step = 0; step < 200; ++step) {
        const double middle = 0.5 * (low + high);
        (studentTwoSided(middle, degrees) > alpha ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

MeanInterval meanInterval(std::span<const double> values)
{
    std::vector<double> kept;
    std::ranges::copy_if(values, std::back_inserter(kept), [](double value) { return std::isfinite(value); });
    MeanInterval interval{.n = kept.size()};
    if (kept.empty())
        return interval;
    interval.mean = meanOf(kept);
    if (kept.size() < 2)
        return interval;
    const double reach
        = studentQuantile(kAlpha, static_cast<double>(kept.size()) - 1.0) * errorOf(kept, interval.mean);
    interval.low = interval.mean - reach;
    interval.high = interval.mean + reach;
    return interval;
}

PairedTest pairedTest(std::span<const double> a, std::span<const double> b)
{
    std::vector<double> differences;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        if (std::isfinite(a[i]) && std::isfinite(b[i]))
            differences.push_back(a[i] - b[i]);
    PairedTest test{.n = differences.size()};
    if (differences.empty())
        return test;
    test.difference = meanOf(differences);
    if (differences.size() < 2)
        return test;
    const double error = errorOf(differences, test.difference);
    if (error == 0.0) {
        test.p = test.difference == 0.0 ? 1.0 : 0.0;
        return test;
    }
    test.t = test.difference / error;
    test.p = studentTwoSided(test.t, static_cast<double>(differences.size()) - 1.0);
    return test;
}

} // namespace cobench::study
