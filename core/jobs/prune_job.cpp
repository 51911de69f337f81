// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/prune_job.h"

#include "core/ensemble/team_evaluator.h"

namespace cobench::jobs {

namespace {

std::vector<double> memberAccuracies(const ensemble::PreparedSplit& split)
{
    std::vector<double> accuracies;
    for (std::size_t model = 0; model < split.models(); ++model)
        accuracies.push_back(split.accuracy(model));
    return accuracies;
}

} // namespace

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
        split.models(), memberAccuracies(split), scorer, options.pruning, progress, cancel);
}

} // namespace cobench::jobs
