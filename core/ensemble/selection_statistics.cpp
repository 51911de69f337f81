// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/selection_statistics.h"

#include "core/ensemble/selection.h"
#include "core/ensemble/team_cost.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cobench::ensemble {

namespace {

constexpr double kPercent = 100.0;
constexpr double kRounding = 1e-12; // far below 1/samples; a mean of fractions is not exact

double meanOf(std::span<const double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Comparison as the convention makes it: fractions as they are, or percent against two decimals.
struct Bar {
    Convention convention;
    double value; // fraction

    bool isMetBy(double accuracy) const
    {
        return convention == Convention::Reference ? accuracy * kPercent >= roundDecimals(value * kPercent, 2)
                                                   : accuracy >= value - kRounding;
    }
};

} // namespace

SelectionStatistics summarizeSelection(std::span<const Members> teams,
    std::span<const double> accuracy,
    std::span<const double> memberAccuracy,
    std::span<const data::Model> models,
    std::optional<double> bestEnumerated,
    Convention convention)
{
    SelectionStatistics result{.count = teams.size()};
    if (teams.empty()) {
        result.min = result.max = result.mean = result.std = std::nan("");
        return result;
    }
    const auto first = std::ranges::max_element(accuracy); // the first of equals
    result.min = std::ranges::min(accuracy);
    result.max = *first;
    result.mean = meanOf(accuracy);
    const Bar best{convention, std::ranges::max(memberAccuracy)};
    const Bar mean{convention, meanOf(memberAccuracy)};
    const Bar worst{convention, std::ranges::min(memberAccuracy)};
    double squares = 0.0;
    for (std::size_t i = 0; i < teams.size(); ++i) {
        squares += (accuracy[i] - result.mean) * (accuracy[i] - result.mean);
        result.atLeastBest += best.isMetBy(accuracy[i]) ? 1 : 0;
        result.atLeastMean += mean.isMetBy(accuracy[i]) ? 1 : 0;
        result.atLeastWorst += worst.isMetBy(accuracy[i]) ? 1 : 0;
        result.notWorseThanMembers += std::ranges::all_of(teams[i],
                                          [&](std::uint32_t member) {
                                              return Bar{convention, memberAccuracy[member]}.isMetBy(accuracy[i]);
                                          })
            ? 1
            : 0;
    }
    result.std = std::sqrt(squares / static_cast<double>(teams.size()));
    result.best = teams[static_cast<std::size_t>(first - accuracy.begin())];
    if (bestEnumerated)
        result.regret = *bestEnumerated - result.max;
    result.bestCost = teamCost(result.best, models);
    return result;
}

} // namespace cobench::ensemble
