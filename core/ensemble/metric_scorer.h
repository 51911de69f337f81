// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/pair_terms.h"
#include "core/ensemble/score_teams.h"
#include "core/ensemble/team_plan.h"
#include "core/ensemble/vote_counter.h"

namespace cobench::ensemble {

/// Raw metrics of the teams of any number of plans on one sample set and, on request, on every member's negatives.
/// Apart from EN no sample is looked at after prepare(). References outlive the scorer.
class MetricScorer
{
public:
    MetricScorer(const PreparedSplit& split, const ScoreOptions& options);

    /// Counts the pairs on every sample set needed.
    Result<void> prepare(const SampleBits& samples, const CancelToken& cancel);
    /// Fills the teams of a chunk in scores.raw and, when focal, scores.focal, which have their sizes. Different
    /// chunks may be scored at the same time. Stops early when cancelled.
    void scoreChunk(
        const TeamPlan& plan, const TeamPlan::Chunk& chunk, TeamScores& scores, const CancelToken& cancel) const;
    /// Fills scores.raw and, when focal, scores.focal (scores.focalBegin is set). Progress: once per team.
    Result<void> score(
        const TeamPlan& plan, TeamScores& scores, Progress& progress, const CancelToken& cancel) const;

private:
    /// One sample set, counted.
    struct Counted {
        std::unique_ptr<PairTable> pairs;
        PackedVotes votes; // only for EN
    };

    Counted count(const SampleBits& samples) const;
    /// cellOf(team, place) = first of the team's values, which are `stride` apart.
    template <typename CellOf>
    void scoreSet(const TeamPlan& plan,
        const TeamPlan::Chunk& chunk,
        const Counted& set,
        std::optional<std::uint32_t> focal,
        std::size_t stride,
        CellOf cellOf) const;

    const PreparedSplit& m_split;
    const ScoreOptions& m_options;
    std::optional<std::size_t> m_entropy; // place of EN among the metrics
    Counted m_base;
    std::vector<Counted> m_focal; // [model]
};

} // namespace cobench::ensemble
