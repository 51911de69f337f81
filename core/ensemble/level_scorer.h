// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/ensemble/focal_score.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace cobench::ensemble {

/// Scores exactly the teams it is handed (one metric, focal cells, one consensus accuracy) and nothing else.
using TeamScorer = std::function<Result<TeamScores>(const std::vector<Members>& teams)>;

/// FQ and accuracy of one level's candidates, [candidate]; NaN = undefined or not scored.
struct LevelScores {
    std::vector<double> fq;
    std::vector<double> diversity; // larger = more diverse
    std::vector<double> accuracy;
    std::uint64_t scored = 0; // of this size, as counted by the scorer
};

/// Candidates with a defined FQ: least diverse first, then lower accuracy, then lexicographic; FQ values closer
/// than 1e-12 are equal.
std::vector<std::size_t> pruningOrder(const std::vector<Members>& candidates, const LevelScores& scores);

/// Scores the levels of hierarchical pruning one after the other. References outlive it.
class LevelScorer
{
public:
    LevelScorer(const TeamScorer& score,
        std::span<const double> memberAccuracy,
        Convention convention,
        FocalWeighting weighting,
        const CancelToken& cancel);

    /// The published procedure scores everything before it prunes anything: all teams of `models` of sizes 2 up to
    /// `maxSize` but the full one. Later levels are looked up. Usage: more than kMaxTeams.
    Result<void> scoreAllFirst(std::size_t models, std::size_t maxSize);
    /// `candidates` are of one size.
    Result<LevelScores> scoreLevel(const std::vector<Members>& candidates) const;

private:
    Result<LevelScores> scoreTeams(const std::vector<Members>& teams) const;
    LevelScores lookUp(const std::vector<Members>& candidates) const;

    const TeamScorer& m_score;
    std::span<const double> m_memberAccuracy;
    Convention m_convention;
    FocalWeighting m_weighting;
    const CancelToken& m_cancel;
    bool m_scoredAll = false;
    std::vector<Members> m_allTeams; // as enumerated
    LevelScores m_all; // [m_allTeams]
};

} // namespace cobench::ensemble
