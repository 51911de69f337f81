// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/prune_job.h"

#include "core/ensemble/member_report.h"
#include "core/ensemble/team_evaluator.h"

namespace cobench::jobs {

Result<ensemble::PruningTree> pruneTeams(const ensemble::PreparedSplit& split,
    const PruneOptions& options,
    Progress& progress,
    const CancelToken& cancel)
{
    ensemble::ScoreOptions scoring{.metrics = {options.metric},
        .focal = true,
        .consensus = {ensemble::judgingRule(split)},
        .convention = options.pruning.convention,
        .threads = options.threads};
    const auto scorer = [&](const std::vector<ensemble::Members>& teams) {
        scoring.teams = teams;
        return ensemble::scoreTeams(split, scoring, progress, cancel);
    };
    return ensemble::pruneHierarchically(
        split.models(), ensemble::memberAccuracies(split), scorer, options.pruning, progress, cancel);
}

} // namespace cobench::jobs
