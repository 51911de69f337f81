// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/member_report.h"
#include "core/ensemble/metric_agreement.h"
#include "core/ensemble/team_plan.h"
#include "core/jobs/selection_memory.h"
#include "core/jobs/team_choice.h"

#include <algorithm>
#include <cmath>

namespace cobench::jobs {

namespace {

using ensemble::Metric;
using ensemble::Selection;
using ensemble::SelectionInput;
using ensemble::TeamScores;

constexpr std::size_t kMostOfOneSize = std::size_t{1} << 20;

bool usesFocal(const SelectionMethodInfo& method)
{
    return method.takes(SelectionParameter::Weighting) || method.method == SelectionMethod::KMeans;
}

/// Lowers the largest size until the teams fit, unless the caller named it. One size at least is kept while it can
/// be enumerated at all.
Result<SizeRange> sizesThatFit(SizeRange sizes, const SelectionOptions& options, std::size_t models)
{
    sizes.least = std::max<std::size_t>(sizes.least, 2); // one member has no diversity
    if (options.maxSize != 0)
        return sizes;
    const auto teams = [&](std::size_t most) { return ensemble::countTeams(models, sizes.least, most); };
    while (sizes.most > sizes.least && teams(sizes.most) > options.mostTeams)
        --sizes.most;
    if (sizes.most >= sizes.least && teams(sizes.most) > kMostOfOneSize)
        return Error{.code = ErrorCode::TooLarge,
            .subject = "teams of " + std::to_string(sizes.least) + " out of " + std::to_string(models) + " models",
            .detail = "are too many to enumerate",
            .cure = "use a search (beam, genetic, exact), smaller teams, or fewer models"};
    return sizes;
}

Result<std::shared_ptr<const TeamScores>> scoreAll(const ensemble::PreparedSplit& split,
    const SelectionOptions& options,
    SizeRange sizes,
    SelectionMemory& memory,
    Progress& progress,
    const CancelToken& cancel)
{
    const bool focal = usesFocal(info(options.method));
    if (focal)
        if (auto fits = checkFocalModels(split.models()); !fits)
            return fits.error();
    return memory.scoreAll(split,
        {.metrics = options.metrics,
            .focal = focal,
            .consensus = {*options.rule},
            .minSize = sizes.least,
            .maxSize = sizes.most,
            .convention = options.convention,
            .threads = options.threads},
        progress,
        cancel);
}

std::vector<ensemble::MetricVote> askMetrics(const SelectionInput& all)
{
    std::vector<ensemble::MetricVote> votes;
    for (std::size_t index = 0; index < all.scores.metrics.size(); ++index) {
        SelectionInput one = all;
        one.metricIndex = index;
        one.keepGroups = false;
        const ensemble::FocalScores fq = ensemble::focalScores(
            all.scores, index, all.memberAccuracy, all.convention, all.weighting, all.cancel);
        if (all.cancel.isCancelled())
            break;
        ensemble::MetricVote vote{.metric = all.scores.metrics[index], .selection = selectByFocal(one)};
        for (std::size_t team = 0; team < all.scores.size(); ++team)
            vote.diversity.push_back(fq.diversity(team));
        votes.push_back(std::move(vote));
    }
    return votes;
}

std::string idsOf(const std::vector<ensemble::MetricVote>& votes, const std::vector<std::size_t>& chosen)
{
    std::string text;
    for (const std::size_t vote : chosen)
        text.append(text.empty() ? "" : ", ").append(ensemble::info(votes[vote].metric).id);
    return text;
}

/// Each metric's own notes are left out: they would repeat each other.
Selection selectBySeveral(const SelectionInput& input, const SelectionOptions& options)
{
    const std::vector<ensemble::MetricVote> votes = askMetrics(input);
    if (input.cancel.isCancelled())
        return {};
    Selection selection;
    if (options.method == SelectionMethod::Borda)
        return selectByBorda(votes, input.accuracy, options.count);
    if (options.method == SelectionMethod::KOfN) {
        selection = selectByCount(votes, options.votes);
    } else {
        selection = selectByAgreement(votes, input.accuracy);
        if (std::ranges::any_of(votes, [](const auto& vote) { return !vote.selection.teams.empty(); }))
            selection.notes.insert(selection.notes.begin(),
                "the best metrics are " + idsOf(votes, bestMetrics(votes, input.accuracy)));
    }
    // Votes count larger as more diverse; what is told is FQ.
    if (options.convention == ensemble::Convention::Reference)
        for (double& score : selection.score)
            score = -score;
    return selection;
}

Selection apply(const SelectionInput& input, const SelectionOptions& options)
{
    switch (options.method) {
    case SelectionMethod::Mean:
        return selectByMean(input);
    case SelectionMethod::KMeans:
        return selectByTwoMeans(input);
    case SelectionMethod::Focal:
        return selectByFocal(input);
    case SelectionMethod::Top:
        return selectTop(input, options.count);
    case SelectionMethod::KStd:
        return selectByDeviation(input, options.deviations);
    default:
        return selectBySeveral(input, options);
    }
}

/// Why nothing was chosen.
std::string emptyReason(const SelectionInput& input, const SelectionOptions& options)
{
    const TeamScores& scores = input.scores;
    const bool focal = usesFocal(info(options.method));
    const bool defined = focal ? std::ranges::any_of(scores.focal, [](double value) { return !std::isnan(value); })
                               : std::ranges::any_of(scores.raw, [](double value) { return !std::isnan(value); });
    if (!defined)
        return focal
            ? "no team has a defined diversity where its members fail"
            : "no team has a defined diversity: there is no sample the pool disagrees about, or the metric "
              "divides by zero";
    if (scores.size() == 1)
        return "one team alone is not more diverse than the average team";
    return "no team clears the threshold";
}

} // namespace

Result<TeamChoice> chooseAmongAll(const ensemble::PreparedSplit& split,
    const SelectionOptions& options,
    SizeRange wanted,
    SelectionMemory& memory,
    Progress& progress,
    const CancelToken& cancel)
{
    const auto sizes = sizesThatFit(wanted, options, split.models());
    if (!sizes)
        return sizes.error();
    TeamChoice choice{.minSize = sizes->least, .maxSize = sizes->most};
    if (wanted.least < sizes->least)
        choice.notes.emplace_back("teams of one member have no diversity and are left out");
    if (sizes->most < sizes->least)
        return choice;
    if (sizes->most < wanted.most)
        choice.notes.push_back(limitNote(*sizes, wanted.most));
    const auto scored = scoreAll(split, options, *sizes, memory, progress, cancel);
    if (!scored)
        return scored.error();
    const std::shared_ptr<const TeamScores>& scores = *scored;
    const std::vector<double> memberAccuracy = ensemble::memberAccuracies(split);
    const SelectionInput input{.scores = *scores,
        .accuracy = scores->accuracy,
        .memberAccuracy = memberAccuracy,
        .convention = options.convention,
        .weighting = options.weighting,
        .keepGroups = options.keepGroups,
        .cancel = cancel};
    if (cancel.isCancelled())
        return cancelled();
    Selection selection = apply(input, options);
    if (cancel.isCancelled())
        return cancelled();
    for (std::size_t i = 0; i < selection.teams.size(); ++i)
        choice.teams.push_back({.members = scores->members(selection.teams[i]),
            .votes = {},
            .score = selection.score[i],
            .accuracy = scores->accuracy[selection.teams[i]]});
    if (selection.teams.empty())
        choice.notes.push_back(emptyReason(input, options));
    choice.notes.insert(choice.notes.end(), selection.notes.begin(), selection.notes.end());
    choice.thresholds = std::move(selection.thresholds);
    choice.groups = std::move(selection.groups);
    choice.evaluated = scores->size();
    choice.bestAccuracy = std::ranges::max(scores->accuracy);
    if (options.keepGroups)
        choice.scores = scores;
    return choice;
}

} // namespace cobench::jobs
