// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/ensemble/score_teams.h"

#include <cstdint>
#include <span>
#include <vector>

namespace cobench::ensemble {

/// Does diversity help here? Correlates a diversity score with team accuracy, takes member capability out, and
/// compares with chance. Recent audits find that much of a metric's correlation is the capability of the members.
struct HelpOptions {
    Metric metric = Metric::GD;
    Consensus consensus = Consensus::Soft;
    SampleSet samples{.kind = SampleSet::Kind::Disagreement};
    std::size_t minSize = 2;
    std::size_t maxSize = 0; // 0 = all models
    std::uint32_t permutations = 200;
    double level = 0.95; // of the null interval
    std::uint64_t seed = 1;
    unsigned threads = 1;
};

struct SizeCorrelation {
    std::size_t size = 0;
    std::size_t teams = 0; // with a defined score
    double r = 0.0; // Pearson; NaN with fewer than three teams or a constant axis
};

enum class HelpVerdict {
    Helps, // more than capability and chance explain
    Capability, // a correlation is there, but member accuracy and chance explain it
    Hurts, // more diverse teams are worse than chance explains
    Undecided, // too few teams, or constant scores
};

struct HelpReport {
    std::size_t teams = 0; // with a defined score
    double overall = 0.0; // Pearson over all teams
    double partial = 0.0; // the same given the team's mean member accuracy
    std::vector<SizeCorrelation> bySize;
    std::vector<double> nullPartials; // ascending; one for each permutation, without undefined ones
    double nullLow = 0.0, nullHigh = 0.0; // central interval of nullPartials at the level
    HelpVerdict verdict = HelpVerdict::Undecided;
};

/// Pearson's r over pairs in which both are defined. NaN with fewer than three, or when one is constant but
/// for rounding.
double pearson(std::span<const double> x, std::span<const double> y);
/// r of x and y with z held fixed: (r_xy - r_xz r_yz) / sqrt((1 - r_xz²)(1 - r_yz²)); NaN where undefined.
double partialCorrelation(std::span<const double> x, std::span<const double> y, std::span<const double> z);

/// The null model: each member's answers permuted among the samples of one true class. Every member keeps its
/// accuracy, recall and calibration; which samples members fail on together becomes chance. Seeded by (seed, round,
/// member), so threads do not matter.
std::shared_ptr<const data::Split> permuteFailures(
    const data::Split& split, std::uint64_t seed, std::uint64_t round);

/// Without permutations there is no null and the verdict is Undecided.
Result<HelpReport> doesDiversityHelp(
    const PreparedSplit& split, const HelpOptions& options, Progress& progress, const CancelToken& cancel);

} // namespace cobench::ensemble
