// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/compare_teams.h"

#include "core/ensemble/score_teams.h"
#include "core/ensemble/team_cost.h"

#include <algorithm>
#include <cmath>

namespace cobench::jobs {

namespace {

ComparedTeam compared(const TeamSplits& splits,
    const ensemble::Members& team,
    const CompareOptions& options,
    Progress& progress,
    const CancelToken& cancel)
{
    ComparedTeam result{.accuracy = std::nan(""),
        .selectionAccuracy = std::nan(""),
        .cost = ensemble::teamCost(team, splits.pool->models)};
    for (const std::uint32_t member : team)
        result.bestMember = std::max(result.bestMember, splits.report->accuracy(member));
    const TeamConsensusOptions consensus{
        .convention = options.convention, .bootstrap = {}, .threads = options.threads};
    const auto rule = prepareRule(splits, team, options.rule, consensus, progress, cancel);
    if (!rule)
        return result;
    result.accuracy = accuracyOf(*splits.report, team, *rule, cancel).value_or(std::nan(""));
    result.selectionAccuracy = splits.areOne()
        ? result.accuracy
        : accuracyOf(*splits.selection, team, *rule, cancel).value_or(std::nan(""));
    return result;
}

} // namespace

Result<std::vector<ComparedTeam>> compareTeams(const TeamSplits& splits,
    std::span<const ensemble::Members> teams,
    const CompareOptions& options,
    Progress& progress,
    const CancelToken& cancel)
{
    const auto scores = ensemble::scoreTeams(*splits.report,
        {.metrics = {options.metric},
            .samples = options.samples,
            .teams = std::vector<ensemble::Members>(teams.begin(), teams.end()),
            .convention = options.convention,
            .threads = options.threads},
        progress,
        cancel);
    if (!scores)
        return scores.error();
    progress.beginStage("comparing teams", teams.size());
    std::vector<ComparedTeam> result;
    for (std::size_t team = 0; team < teams.size(); ++team) {
        result.push_back(compared(splits, teams[team], options, progress, cancel));
        result.back().diversity = ensemble::diversityScore(options.metric, scores->rawValue(0, team));
        if (cancel.isCancelled())
            return cancelled();
        progress.advance();
    }
    return result;
}

} // namespace cobench::jobs
