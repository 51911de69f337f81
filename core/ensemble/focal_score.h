// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/score_teams.h"

#include <limits>
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

/// The span of D per member and team size over some teams: what FQ scales by.
class FocalScale
{
public:
    /// Precondition: scores.focal is filled.
    FocalScale(
        const TeamScores& scores, std::size_t metricIndex, Convention convention, const CancelToken& cancel = {});

    /// Whether the member's values do not differ over the teams of this size.
    bool isConstant(std::uint32_t member, std::size_t size) const { return range(member, size).isConstant(); }
    /// 0 … 1 for a value of one of those teams; constant: 0.5 (reference: unscaled). NaN stays NaN.
    double scaled(std::uint32_t member, std::size_t size, double value) const;

private:
    struct Range {
        double low = std::numeric_limits<double>::infinity();
        double high = -std::numeric_limits<double>::infinity();

        bool isConstant() const;
    };
    const Range& range(std::uint32_t member, std::size_t size) const
    {
        return m_ranges[member * (m_models + 1) + size];
    }

    std::size_t m_models;
    Convention m_convention;
    std::vector<Range> m_ranges; // [member][size]
};

/// FQ of one team: the mean of its members' scaled values, weighted; NaN ones are left out. NaN when none is left.
double focalMean(std::span<const double> scaled, std::span<const double> weights);

/// Scales D by min-max over the given teams of one size that contain f, then averages over members.
/// `memberAccuracy` is [M], on the selection split. Reference: weights are argsort, not ranks; constant groups stay
/// unscaled; the full team is left out (NaN). Cancelled within 50 ms leaves teams without a score: ask the token.
/// Precondition: scores.focal is filled.
FocalScores focalScores(const TeamScores& scores,
    std::size_t metricIndex,
    std::span<const double> memberAccuracy,
    Convention convention,
    FocalWeighting weighting = FocalWeighting::Rank,
    const CancelToken& cancel = {});

/// The weighted mean of D over the members as it is, for teams that no scale was made for; NaN when no member has a
/// defined value. Precondition: scores.focal is filled.
double unscaledFocal(const TeamScores& scores,
    std::size_t team,
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
