// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/team_search.h"
#include "core/jobs/team_choice.h"

#include <cmath>

namespace cobench::jobs {

namespace {

using ensemble::Members;
using ensemble::SearchOptions;
using ensemble::SearchResult;
using ensemble::TeamEvaluator;

SearchOptions searchOptions(const SelectionOptions& options, SizeRange sizes, Progress& progress)
{
    return {.minSize = sizes.least,
        .maxSize = sizes.most,
        .count = options.count,
        .width = options.width,
        .seed = options.seed,
        .budget = options.time,
        .progress = &progress};
}

/// w · diversity + (1 - w) · accuracy; diversity on the samples that the pool disagrees about.
Result<SearchResult> searchGenetically(TeamEvaluator& evaluator,
    const SelectionOptions& options,
    const SearchOptions& search,
    const CancelToken& cancel)
{
    const double share = options.diversityShare;
    const auto fitness = [&](std::span<const Members> teams) -> Result<std::vector<double>> {
        auto rating = evaluator.accuracies(teams);
        if (!rating || share == 0.0 || teams.empty())
            return rating;
        Progress unseen;
        const auto scores = ensemble::scoreTeams(evaluator.split(),
            {.metrics = options.metrics,
                .teams = std::vector<Members>(teams.begin(), teams.end()),
                .convention = options.convention,
                .threads = options.threads},
            unseen,
            cancel);
        if (!scores)
            return scores.error();
        for (std::size_t team = 0; team < teams.size(); ++team)
            (*rating)[team] = (1.0 - share) * (*rating)[team]
                + share * ensemble::diversityScore(options.metrics.front(), scores->rawValue(0, team));
        return rating;
    };
    return ensemble::geneticTeams(evaluator.split().models(), fitness, search);
}

Result<SearchResult> search(TeamEvaluator& evaluator,
    const SelectionOptions& options,
    const SearchOptions& searching,
    const CancelToken& cancel)
{
    switch (options.method) {
    case SelectionMethod::Random:
        return randomTeams(evaluator, searching);
    case SelectionMethod::Forward:
        return forwardTeam(evaluator, searching);
    case SelectionMethod::Backward:
        return backwardTeams(evaluator, searching);
    case SelectionMethod::Beam:
        return beamTeams(evaluator, searching);
    default:
        return searchGenetically(evaluator, options, searching, cancel);
    }
}

std::string secondsOf(std::chrono::duration<double> time)
{
    std::string text = std::to_string(time.count());
    text.erase(text.find_last_not_of('0') + 1);
    return (text.back() == '.' ? text.substr(0, text.size() - 1) : text) + " s";
}

void noteSearch(TeamChoice& choice, const SelectionOptions& options, const SearchResult& found)
{
    if (found.outOfTime)
        choice.notes.push_back("stopped after " + secondsOf(options.time) + ": the best teams met so far");
    if (options.method == SelectionMethod::Forward)
        choice.notes.emplace_back("members of the team vote as often as they joined");
    const bool mixed = options.method == SelectionMethod::Genetic && options.diversityShare > 0.0;
    if (mixed)
        choice.notes.emplace_back("the search ranked by fitness; the score shown is accuracy alone");
    if (mixed && choice.minSize == 1)
        choice.notes.emplace_back("teams of one member have no diversity and rank last");
}

Result<TeamChoice> chooseBest(const ensemble::PreparedSplit& split,
    const SelectionOptions& options,
    Progress& progress,
    const CancelToken& cancel,
    const BestTeamSink& onBetter)
{
    const auto best = ensemble::findBestTeam(split,
        {.size = *options.size,
            .convention = options.convention,
            .rule = options.rule,
            .budget = options.time,
            .onProgress = onBetter},
        progress,
        cancel);
    if (!best)
        return best.error();
    TeamChoice choice{.exact = *best, .minSize = *options.size, .maxSize = *options.size};
    const double accuracy = static_cast<double>(best->right) / static_cast<double>(split.samples());
    choice.teams = {{.members = best->team, .votes = {}, .score = accuracy, .accuracy = accuracy}};
    choice.evaluated = static_cast<std::uint64_t>(std::ceil(best->passes));
    choice.notes.push_back(best->proven
            ? "proven: no team of " + std::to_string(*options.size) + " is right more often on the selection split"
            : "stopped after " + secondsOf(options.time) + ": the best team so far, not proven");
    return choice;
}

} // namespace

Result<TeamChoice> chooseBySearch(const ensemble::PreparedSplit& split,
    const SelectionOptions& options,
    SizeRange sizes,
    Progress& progress,
    const CancelToken& cancel,
    const BestTeamSink& onBetter)
{
    if (options.method == SelectionMethod::Exact)
        return chooseBest(split, options, progress, cancel, onBetter);
    TeamEvaluator evaluator(split, options.convention, options.threads, cancel, options.rule);
    auto found = search(evaluator, options, searchOptions(options, sizes, progress), cancel);
    if (!found)
        return found.error();
    TeamChoice choice{.minSize = sizes.least, .maxSize = sizes.most};
    choice.evaluated = evaluator.evaluated();
    for (ensemble::FoundTeam& team : found->teams)
        choice.teams.push_back(
            {.members = std::move(team.members), .votes = std::move(team.votes), .score = 0.0, .accuracy = 0.0});
    std::vector<Members> counted;
    for (const ChosenTeam& team : choice.teams)
        counted.push_back(withVotes(team));
    const auto accuracy = evaluator.accuracies(counted);
    if (!accuracy)
        return accuracy.error();
    for (std::size_t i = 0; i < choice.teams.size(); ++i)
        choice.teams[i].score = choice.teams[i].accuracy = (*accuracy)[i];
    noteSearch(choice, options, *found);
    return choice;
}

} // namespace cobench::jobs
