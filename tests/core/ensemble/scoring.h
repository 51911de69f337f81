// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/score_teams.h"

#include <QtGlobal>

#include <cmath>
#include <cstring>

namespace cobench::ensemble::test {

inline const std::vector<Metric> kEveryMetric{kAllMetrics.begin(), kAllMetrics.end()};
/// All that are counted over teams; stacking is fitted.
inline const std::vector<Consensus> kEveryRule{Consensus::Soft,
    Consensus::WeightedSoft,
    Consensus::Geometric,
    Consensus::Plurality,
    Consensus::WeightedPlurality,
    Consensus::Majority};
inline const std::vector<Consensus> kLabelRules{
    Consensus::Plurality, Consensus::WeightedPlurality, Consensus::Majority};

inline TeamScores scored(const PreparedSplit& split, const ScoreOptions& options)
{
    Progress progress;
    auto scores = scoreTeams(split, options, progress, {});
    if (!scores)
        qFatal("%s", describe(scores.error()).c_str());
    return std::move(scores).value();
}

/// One team's raw value.
inline double rawOf(const PreparedSplit& split,
    Metric metric,
    const Members& team,
    SampleSet set = {},
    Convention convention = Convention::Corrected)
{
    return scored(split, {.metrics = {metric}, .samples = set, .teams = {{team}}, .convention = convention})
        .rawValue(0, 0);
}

/// Equal to 1e-12, and undefined where the other is.
inline bool agree(double a, double b)
{
    return std::isnan(a) ? std::isnan(b) : std::abs(a - b) <= 1e-12;
}

/// Bit for bit, so that NaN equals NaN.
inline bool sameBits(std::span<const double> a, std::span<const double> b)
{
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

} // namespace cobench::ensemble::test
