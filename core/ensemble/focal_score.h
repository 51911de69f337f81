// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/score_teams.h"

#include <span>
#include <vector>

namespace cobench::ensemble {

/// How the focal values of a team's members are averaged.
enum class FocalWeighting {
    Rank, // rank of the member's accuracy, least accurate = 1; equal: the lower index gets the smaller rank
    Uniform,
    Accuracy,
};

/// The focal diversity score FQ of every team for one metric (focal diversity, CVPR 2021).
struct FocalScores {
    Convention convention = Convention::Corrected;
    std::vector<double> fq; // [T]; NaN = no member has a defined value
    std::vector<std::uint8_t> constantGroup; // [T] 1 = some (member, size) group of the team was constant

    /// Larger = more diverse in both conventions; NaN stays NaN.
    double diversity(std::size_t team) const { return convention == Convention::Reference ? -fq[team] : fq[team]; }
};

/// D of one focal cell: the diversity score, in the reference convention the published lower-is-diverse form.
double focalValue(Metric metric, double raw, Convention convention);

/// Scales D by min-max over the given teams of one size that contain f, then averages over members.
/// `memberAccuracy` is [M], on the selection split. Reference: weights are argsort, not ranks; constant groups stay
/// unscaled; the full team is left out (NaN). Precondition: scores.focal is filled.
FocalScores focalScores(const TeamScores& scores,
    std::size_t metricIndex,
    std::span<const double> memberAccuracy,
    Convention convention,
    FocalWeighting weighting = FocalWeighting::Rank);

/// Weights of a team's members in ascending index order (not normalised).
std::vector<double> focalWeights(const Members& members,
    std::span<const double> memberAccuracy,
    Convention convention,
    FocalWeighting weighting);

} // namespace cobench::ensemble
