// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/team_sketch.h"

#include <algorithm>

namespace cobench::jobs {

namespace {

bool hasToBeFitted(const RuleChoice& choice)
{
    return choice.rule == ensemble::Consensus::Stacking
        || std::holds_alternative<FitTemperature>(choice.temperature);
}

Result<void> addAccuracies(TeamSketch& sketch,
    const TeamSplits& splits,
    const TeamSketchOptions& options,
    Progress& progress,
    const CancelToken& cancel)
{
    if (hasToBeFitted(options.rule))
        return {};
    const TeamConsensusOptions consensus{
        .convention = options.focal.convention, .bootstrap = {}, .threads = options.focal.threads};
    const auto rule = prepareRule(splits, options.team, options.rule, consensus, progress, cancel);
    if (!rule)
        return {};
    sketch.accuracy = accuracyOf(*splits.report, options.team, *rule, cancel);
    sketch.selectionAccuracy
        = splits.areOne() ? sketch.accuracy : accuracyOf(*splits.selection, options.team, *rule, cancel);
    if (cancel.isCancelled())
        return cancelled();
    return {};
}

} // namespace

Result<TeamSketch> sketchTeam(
    const TeamSplits& splits, const TeamSketchOptions& options, Progress& progress, const CancelToken& cancel)
{
    const auto scores = ensemble::scoreTeams(*splits.report,
        {.metrics = options.focal.metrics,
            .samples = options.samples,
            .teams = std::vector<ensemble::Members>{options.team},
            .convention = options.focal.convention,
            .threads = options.focal.threads},
        progress,
        cancel);
    if (!scores)
        return scores.error();
    TeamSketch sketch;
    for (const std::uint32_t member : options.team)
        sketch.bestMember = std::max(sketch.bestMember, splits.report->accuracy(member));
    for (std::size_t metric = 0; metric < options.focal.metrics.size(); ++metric)
        sketch.raw.push_back(scores->rawValue(metric, 0));
    auto focal = focalDetail(*splits.selection, options.team, options.focal, options.basis.get(), progress, cancel);
    if (!focal)
        return std::move(focal).error();
    sketch.focal = *std::move(focal);
    if (auto added = addAccuracies(sketch, splits, options, progress, cancel); !added)
        return std::move(added).error();
    return sketch;
}

} // namespace cobench::jobs
