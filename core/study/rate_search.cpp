// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/study/rate_search.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cobench::study {

namespace {

constexpr double kCoarseShare = 0.6; // of the looks
constexpr std::size_t kOutwards = 3; // steps of the grid beyond its outermost look

} // namespace

RateSearch::RateSearch(std::size_t rates, std::size_t looks)
    : m_rates(rates)
    , m_looks(std::min(rates, looks))
    , m_coarse(std::clamp<std::size_t>(
          static_cast<std::size_t>(std::lround(kCoarseShare * static_cast<double>(m_looks))), 2, m_looks))
{
}

std::optional<std::size_t> RateSearch::next() const
{
    if (m_scores.size() >= m_looks)
        return std::nullopt;
    // The coarse looks leave half a gap at either end.
    for (std::size_t i = 0; i < m_coarse; ++i) {
        const double place = (static_cast<double>(i) + 0.5) / static_cast<double>(m_coarse);
        const auto rate = static_cast<std::size_t>(place * static_cast<double>(m_rates));
        if (!m_scores.contains(rate))
            return rate;
    }
    return refined();
}

std::optional<std::size_t> RateSearch::refined() const
{
    struct Choice {
        double neighbour;
        std::size_t rate;
    };
    std::optional<Choice> chosen;
    const auto consider = [&](double neighbour, std::size_t rate) {
        if (!chosen || neighbour > chosen->neighbour)
            chosen = {neighbour, rate};
    };
    const auto here = m_scores.find(best());
    const std::size_t at = here->first;
    if (here == m_scores.begin()) {
        if (at > 0)
            consider(here->second, at > kOutwards ? at - kOutwards : 0);
    } else if (const auto below = std::prev(here); at - below->first > 1) {
        consider(below->second, (at + below->first + 1) / 2);
    }
    if (const auto above = std::next(here); above == m_scores.end()) {
        if (at + 1 < m_rates)
            consider(here->second, std::min(m_rates - 1, at + kOutwards));
    } else if (above->first - at > 1) {
        consider(above->second, (at + above->first) / 2);
    }
    return chosen ? std::optional(chosen->rate) : std::nullopt;
}

void RateSearch::report(std::size_t rate, double score)
{
    m_scores[rate] = std::isnan(score) ? -std::numeric_limits<double>::infinity() : score;
}

std::size_t RateSearch::best() const
{
    return std::ranges::max_element(m_scores, {}, [](const auto& entry) { return entry.second; })->first;
}

} // namespace cobench::study
