// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/select_teams.h"

#include "core/ensemble/member_report.h"
#include "core/ensemble/team_evaluator.h"
#include "core/jobs/team_choice.h"

#include <algorithm>

namespace cobench::jobs {

namespace {

using ensemble::Members;

constexpr std::size_t kCancelPeriod = 4096; // teams

/// Judges teams one by one.
Result<std::vector<double>> judge(const TeamSplits& splits,
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

/// The same from counts of all teams that could be chosen.
Result<std::vector<double>> lookUp(
    const TeamSplits& splits, const TeamChoice& choice, const EveryTeam& every, const CancelToken& cancel)
{
    std::vector<double> accuracy;
    for (const ChosenTeam& team : choice.teams) {
        if (accuracy.size() % kCancelPeriod == 0 && cancel.isCancelled())
            return cancelled();
        accuracy.push_back(
            static_cast<double>(every.right[*team.number]) / static_cast<double>(splits.report->samples()));
    }
    return accuracy;
}

bool canEnumerate(const SelectionOptions& options, const TeamChoice& choice, std::size_t models)
{
    const std::uint64_t enumerated = choice.bestAccuracy ? choice.evaluated : 0;
    return choice.minSize >= 1 && choice.minSize <= choice.maxSize
        && ensemble::countTeams(models, choice.minSize, choice.maxSize)
        <= std::max<std::uint64_t>(options.mostTeams, enumerated);
}

Result<void> readReport(TeamSelection& selection,
    const TeamSplits& splits,
    SelectionMemory& memory,
    Progress& progress,
    const CancelToken& cancel)
{
    TeamChoice& choice = selection.choice;
    std::shared_ptr<const EveryTeam> every;
    if (canEnumerate(selection.options, choice, splits.report->models())) {
        auto counted = memory.countEvery(
            *splits.report, selection.options, choice.minSize, choice.maxSize, progress, cancel);
        if (!counted)
            return counted.error();
        every = *std::move(counted);
        selection.hindsight = every->best;
    }
    const bool areNumbered
        = std::ranges::all_of(choice.teams, [](const ChosenTeam& team) { return team.number.has_value(); });
    if (auto named = nameTeams(choice, selection.options, cancel); !named)
        return named;
    auto accuracy = every && areNumbered ? lookUp(splits, choice, *every, cancel)
                                         : judge(splits, selection.options, choice, memory, cancel);
    if (!accuracy)
        return accuracy.error();
    selection.reportAccuracy = *std::move(accuracy);
    return {};
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

    auto choice = chooseUnnamed(*splits.selection, *completed, progress, cancel, onBetter, &known);
    if (!choice)
        return choice.error();
    TeamSelection selection{
        .options = std::move(*completed), .selectedOnReportedData = splits.areOne(), .choice = std::move(*choice)};
    if (labelReport)
        selection.choice.notes.emplace_back("plurality: the report split has labels only");

    if (auto read = readReport(selection, splits, known, progress, cancel); !read)
        return read.error();
    summarize(selection, splits);
    if (cancel.isCancelled())
        return cancelled();
    return selection;
}

} // namespace cobench::jobs
