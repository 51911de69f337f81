// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/select_teams.h"

#include "core/ensemble/consensus_counts.h"
#include "core/ensemble/member_report.h"
#include "core/ensemble/team_evaluator.h"

#include <algorithm>

namespace cobench::jobs {

namespace {

using ensemble::Members;

Result<std::vector<double>> accuraciesOnReport(
    const TeamSplits& splits, const SelectionOptions& options, const TeamChoice& choice, const CancelToken& cancel)
{
    std::vector<Members> teams;
    for (const ChosenTeam& team : choice.teams)
        teams.push_back(withVotes(team));
    ensemble::TeamEvaluator evaluator(*splits.report, options.convention, options.threads, cancel, options.rule);
    return evaluator.accuracies(teams);
}

bool canEnumerate(const SelectionOptions& options, const TeamChoice& choice, std::size_t models)
{
    const std::uint64_t enumerated = choice.bestAccuracy ? choice.evaluated : 0;
    return choice.minSize >= 1 && choice.minSize <= choice.maxSize
        && ensemble::countTeams(models, choice.minSize, choice.maxSize)
        <= std::max<std::uint64_t>(options.mostTeams, enumerated);
}

Result<HindsightTeam> bestOnReport(const TeamSplits& splits,
    const SelectionOptions& options,
    const TeamChoice& choice,
    Progress& progress,
    const CancelToken& cancel)
{
    const ensemble::TeamPlan plan = ensemble::planAll(splits.report->models(), choice.minSize, choice.maxSize);
    progress.beginStage("report split", plan.teams);
    const auto right = ensemble::countRight(*splits.report,
        plan,
        {.rule = *options.rule, .convention = options.convention, .weights = {}, .threads = options.threads},
        progress,
        cancel);
    if (!right)
        return right.error();
    const auto best = std::ranges::max_element(*right);
    HindsightTeam hindsight{.accuracy = static_cast<double>(*best) / static_cast<double>(splits.report->samples())};
    const auto wanted = static_cast<std::size_t>(best - right->begin());
    ensemble::forEachTeam(plan, [&](std::size_t team, const Members& members) {
        if (team == wanted)
            hindsight.members = members;
    });
    return hindsight;
}

void summarize(TeamSelection& selection, const TeamSplits& splits)
{
    std::vector<Members> teams;
    std::vector<double> accuracy;
    for (const ChosenTeam& team : selection.choice.teams) {
        teams.push_back(team.members);
        accuracy.push_back(team.accuracy);
    }
    const auto best
        = [](const auto& hindsight) { return hindsight ? std::optional(hindsight->accuracy) : std::nullopt; };
    selection.onSelect = ensemble::summarizeSelection(teams,
        accuracy,
        ensemble::memberAccuracies(*splits.selection),
        splits.pool->models,
        selection.choice.bestAccuracy,
        selection.options.convention);
    selection.onReport = ensemble::summarizeSelection(teams,
        selection.reportAccuracy,
        ensemble::memberAccuracies(*splits.report),
        splits.pool->models,
        best(selection.hindsight),
        selection.options.convention);
    if (!accuracy.empty()) // the first of equals has the best score
        selection.pick = static_cast<std::size_t>(std::ranges::max_element(accuracy) - accuracy.begin());
}

} // namespace

Result<TeamSelection> selectTeams(const TeamSplits& splits,
    const SelectionOptions& wanted,
    Progress& progress,
    const CancelToken& cancel,
    const BestTeamSink& onBetter)
{
    SelectionOptions options = wanted;
    const bool labelReport
        = !options.rule && splits.selection->hasProbabilities() && !splits.report->hasProbabilities();
    if (labelReport)
        options.rule = ensemble::Consensus::Plurality;
    auto completed = completeOptions(*splits.selection, std::move(options));
    if (!completed)
        return completed.error();
    if (ensemble::needsProbabilities(*completed->rule) && !splits.report->hasProbabilities())
        return Error{.code = ErrorCode::Unsupported,
            .subject = "consensus soft",
            .detail = "some members have labels only on the report split",
            .cure = "use plurality"};

    auto choice = chooseTeams(*splits.selection, *completed, progress, cancel, onBetter);
    if (!choice)
        return choice.error();
    TeamSelection selection{
        .options = std::move(*completed), .selectedOnReportedData = splits.areOne(), .choice = std::move(*choice)};
    if (labelReport)
        selection.choice.notes.emplace_back("plurality: the report split has labels only");

    auto accuracy = accuraciesOnReport(splits, selection.options, selection.choice, cancel);
    if (!accuracy)
        return accuracy.error();
    selection.reportAccuracy = std::move(*accuracy);
    if (canEnumerate(selection.options, selection.choice, splits.report->models())) {
        auto best = bestOnReport(splits, selection.options, selection.choice, progress, cancel);
        if (!best)
            return best.error();
        selection.hindsight = std::move(*best);
    }
    summarize(selection, splits);
    return selection;
}

} // namespace cobench::jobs
