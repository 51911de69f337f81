// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/range_test.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace cobench::study {

namespace {

constexpr double kWindowShare = 1.0 / 20.0;
constexpr double kLongestMemory = 0.98;
constexpr double kFirstFall = 0.1;
constexpr double kLastFall = 0.9;
constexpr double kNearlyAsAccurate = 0.95;
constexpr double kNearlyAsSmall = 1.1;

} // namespace

std::vector<double> rateGrid(double low, double high, std::size_t n)
{
    std::vector<double> rates;
    for (std::size_t i = 0; i < n; ++i) {
        const double share = n == 1 ? 0.0 : static_cast<double>(i) / static_cast<double>(n - 1);
        rates.push_back(i + 1 == n && n > 1 ? high : low * std::pow(high / low, share));
    }
    return rates;
}

SweepWatch::SweepWatch(std::size_t steps, double factor)
    : m_memory(std::clamp(
        1.0 - 1.0 / (kWindowShare * std::max<double>(1.0, static_cast<double>(steps))), 0.0, kLongestMemory))
    , m_factor(factor)
{
}

bool SweepWatch::add(double rate, double loss)
{
    if (m_diverged)
        return false;
    RatePoint point{.rate = rate, .loss = loss};
    m_mean = m_memory * m_mean + (1.0 - m_memory) * loss;
    m_weight *= m_memory;
    point.smoothed = m_mean / (1.0 - m_weight);
    m_points.push_back(point);
    m_diverged = !std::isfinite(point.smoothed) || point.smoothed > m_factor * m_best;
    if (point.smoothed < m_best)
        m_best = point.smoothed;
    return !m_diverged;
}

RateInterval suggestFromSweep(std::span<const RatePoint> points)
{
    const auto lowest = std::ranges::min_element(points, {}, [](const RatePoint& point) {
        return std::isfinite(point.smoothed) ? point.smoothed : std::numeric_limits<double>::infinity();
    });
    if (points.size() < 2 || lowest == points.begin())
        return {.rule = "the loss never fell: begin with smaller rates"};
    const double start = points.front().smoothed;
    const double fall = start - lowest->smoothed;
    const auto firstAt = [&](double share) {
        return std::ranges::find_if(points, [&](const RatePoint& point) {
            return point.smoothed <= start - share * fall;
        })->rate;
    };
    return {firstAt(kFirstFall),
        firstAt(kLastFall),
        "from where the smoothed loss has fallen by a tenth of its way to its lowest, to where it has by nine "
        "tenths"};
}

RateInterval suggestFromGrid(std::span<const RatePoint> points)
{
    const bool hasAccuracy
        = std::ranges::any_of(points, [](const RatePoint& point) { return std::isfinite(point.accuracy); });
    const auto scoreOf = [&](const RatePoint& point) {
        const double score = hasAccuracy ? point.accuracy : -point.loss;
        return std::isfinite(score) ? score : -std::numeric_limits<double>::infinity();
    };
    const auto best = std::ranges::max_element(points, {}, scoreOf);
    if (points.empty() || !std::isfinite(scoreOf(*best)))
        return {.rule = "no rate gave a finite result: try smaller ones"};
    const double bar = hasAccuracy ? kNearlyAsAccurate * best->accuracy : -kNearlyAsSmall * best->loss;
    auto low = best;
    while (low != points.begin() && scoreOf(*(low - 1)) >= bar)
        --low;
    auto high = best;
    while (high + 1 != points.end() && scoreOf(*(high + 1)) >= bar)
        ++high;
    return {low->rate,
        high->rate,
        hasAccuracy ? "the rates around the best, without a gap, that reach 95 % of its val/accuracy"
                    : "the rates around the best, without a gap, whose loss is at most 10 % above its"};
}

} // namespace cobench::study
