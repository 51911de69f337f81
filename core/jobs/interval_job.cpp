// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/interval_job.h"

#include "core/ensemble/consensus_counts.h"
#include "core/ensemble/team_prediction.h"

namespace cobench::jobs {

namespace {

using ensemble::Members;

/// 1 where the team is right; abstained = wrong. Empty when cancelled.
std::vector<std::uint8_t> rightSamples(const ensemble::PreparedSplit& split,
    const Members& team,
    const ensemble::TeamRule& rule,
    const CancelToken& cancel)
{
    const auto prediction = ensemble::predictTeam(split, team, rule, cancel);
    if (cancel.isCancelled())
        return {};
    std::vector<std::uint8_t> right(split.samples());
    for (std::size_t n = 0; n < right.size(); ++n)
        right[n] = prediction.answers(n, split.truth()[n]) ? 1 : 0;
    return right;
}

} // namespace

Result<std::vector<TeamIntervals>> bootstrapTeams(const ensemble::PreparedSplit& split,
    std::span<const Members> teams,
    const IntervalOptions& options,
    const CancelToken& cancel)
{
    std::vector<TeamIntervals> intervals(teams.size());
    for (const ensemble::Consensus consensus : options.consensus) {
        const ensemble::TeamRule rule{
            .rule = consensus, .convention = options.bootstrap.convention, .weights = ensemble::voteWeights(split)};
        std::vector<std::vector<std::uint8_t>> right;
        for (const Members& team : teams) {
            right.push_back(rightSamples(split, team, rule, cancel));
            if (cancel.isCancelled())
                return cancelled();
        }
        const auto shares = ensemble::bootstrapShares(right, options.bootstrap, cancel);
        if (!shares)
            return shares.error();
        for (std::size_t t = 0; t < teams.size(); ++t)
            intervals[t].accuracy.push_back((*shares)[t]);
    }
    const auto metrics
        = ensemble::bootstrapMetrics(split, options.samples, teams, options.metrics, options.bootstrap, cancel);
    if (!metrics)
        return metrics.error();
    for (const auto& ofTeams : *metrics)
        for (std::size_t t = 0; t < teams.size(); ++t)
            intervals[t].raw.push_back(ofTeams[t]);
    return intervals;
}

} // namespace cobench::jobs
