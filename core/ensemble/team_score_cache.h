// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/metric_scorer.h"
#include "core/ensemble/team_evaluator.h"
#include "core/ensemble/team_places.h"

#include <memory>
#include <optional>

namespace cobench::ensemble {

/// Scores teams on one split by one metric and keeps every value: a team asked for again costs a look-up. For views
/// where a slider asks for nearly the same teams again and again. One caller at a time.
class TeamScoreCache
{
public:
    TeamScoreCache(
        std::shared_ptr<const PreparedSplit> split, Metric metric, Convention convention, unsigned threads);

    /// The metric, its focal cells, and the accuracy by the judging rule: what scoreTeams gives for the same teams.
    /// Nothing is kept of a call that fails. TooLarge: a pool whose focal sets do not fit in memory.
    Result<TeamScores> score(const std::vector<Members>& teams, Progress& progress, const CancelToken& cancel);
    /// Distinct teams scored since the beginning.
    std::size_t scored() const { return m_places.size(); }
    /// What score() asks of scoreTeams, without teams and sizes.
    const ScoreOptions& options() const { return m_options; }
    /// Keeps teams that scoreTeams scored with options().
    void adopt(const TeamScores& scores);

private:
    void keep(const Members& team, const TeamScores& scores, std::size_t place, double accuracy);
    Result<void> prepare(const CancelToken& cancel);
    Result<void> scoreMissing(const std::vector<Members>& missing, Progress& progress, const CancelToken& cancel);
    TeamScores collect(const std::vector<Members>& teams) const;

    std::shared_ptr<const PreparedSplit> m_split;
    ScoreOptions m_options;
    MetricScorer m_scorer; // refers to m_options
    std::optional<TeamEvaluator> m_evaluator; // made when the first team is scored
    TeamPlaces m_places; // index into the columns below
    std::vector<double> m_raw;
    std::vector<double> m_accuracy;
    std::vector<std::size_t> m_cellBegin;
    std::vector<double> m_cells; // members ascending
};

} // namespace cobench::ensemble
