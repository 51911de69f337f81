// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/select_teams.h"

#include "core/ensemble/member_report.h"
#include "core/ensemble/team_evaluator.h"

#include <algorithm>

namespace cobench::jobs {

namespace {

using ensemble::Members;

Result<std::vector<double>> accuraciesOnReport(const TeamSplits& splits,
    const SelectionOptions& options,
    const TeamChoice& choice,
    SelectionMemory& memory,
    const CancelToken& cancel)
{
    std::vector<Members> teams;
    for (const ChosenTeam& team : choice.teams)
        teams.push_back(withVotes(team));
    return memory.accuracies(*splits.report, options, teams, cancel);
}

bool canEnumerate(const SelectionOptions& options, const TeamChoice& choice, std::size_t models)
{
    const std::uint64_t enumerated = choice.bestAccuracy ? choice.evaluated : 0;
    return choice.minSize >= 1 && choice.minSize <= choice.maxSize
        && ensemble::countTeams(models, choice.minSize, choice.maxSize)
        <= std::max<std::uint64_t>(options.mostTeams, enumerated);
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
    const BestTeamSink& onBetter,
    SelectionMemory* memory)
{
    SelectionMemory none;
    SelectionMemory& known = memory ? *memory : none;
    known.hold(splits.selection);
    known.hold(splits.report);
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

    auto choice = chooseTeams(*splits.selection, *completed, progress, cancel, onBetter, &known);
    if (!choice)
        return choice.error();
    TeamSelection selection{
        .options = std::move(*completed), .selectedOnReportedData = splits.areOne(), .choice = std::move(*choice)};
    if (labelReport)
        selection.choice.notes.emplace_back("plurality: the report split has labels only");

    auto accuracy = accuraciesOnReport(splits, selection.options, selection.choice, known, cancel);
    if (!accuracy)
        return accuracy.error();
    selection.reportAccuracy = std::move(*accuracy);
    const TeamChoice& chosen = selection.choice;
    if (canEnumerate(selection.options, chosen, splits.report->models())) {
        auto best
            = known.bestOfAll(*splits.report, selection.options, chosen.minSize, chosen.maxSize, progress, cancel);
        if (!best)
            return best.error();
        selection.hindsight = std::move(*best);
    }
    summarize(selection, splits);
    return selection;
}

} // namespace cobench::jobs
