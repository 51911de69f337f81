// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/pool.h"
#include "core/ensemble/metric.h"
#include "core/ensemble/team.h"

#include <optional>
#include <span>
#include <vector>

namespace cobench::ensemble {

/// What a selection turned out to be worth on the report split. Fractions; the standard
/// deviation is the population one.
struct SelectionStatistics {
    std::size_t count = 0;
    double min = 0.0, max = 0.0, mean = 0.0, std = 0.0;
    std::size_t notWorseThanMembers = 0; // teams >= each of their members
    std::size_t atLeastBest = 0, atLeastMean = 0, atLeastWorst = 0; // against the pool's single models
    std::optional<double> regret; // best enumerated team's accuracy minus the best selected one's
    Members best; // the selected team of highest accuracy; ties: the first
    data::ModelCost bestCost; // sums over its members; absent when a member's is unknown
};

/// `accuracy` is one value per team of `teams`; `memberAccuracy` [M]; both on the report split; `models` [M]
/// or empty. Reference compares
/// percentages with member figures rounded to two decimals. No teams: count 0, figures NaN.
SelectionStatistics summarizeSelection(std::span<const Members> teams,
    std::span<const double> accuracy,
    std::span<const double> memberAccuracy,
    std::span<const data::Model> models,
    std::optional<double> bestEnumerated,
    Convention convention);

} // namespace cobench::ensemble
