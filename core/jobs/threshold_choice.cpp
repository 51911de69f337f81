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
    if (sizes.most > sizes.least && teams(sizes.most) <= options.mostWithAllSizes)
        return sizes;
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
    bool withMetrics,
    SelectionMemory& memory,
    Progress& progress,
    const CancelToken& cancel)
{
    const bool focal = usesFocal(info(options.method));
    if (focal)
        if (auto fits = checkFocalModels(split.models()); !fits)
            return fits.error();
    return memory.scoreAll(split,
        {.metrics = withMetrics ? options.metrics : std::vector<Metric>(),
            .focal = focal && withMetrics,
            .consensus = {*options.rule},
            .minSize = sizes.least,
            .maxSize = sizes.most,
            .convention = options.convention,
            .threads = options.threads},
        progress,
        cancel);
}

/// What the metric at `input.metricIndex` says; meaningless once cancelled.
ensemble::MetricVote voteOf(SelectionInput input)
{
    input.keepGroups = false;
    const TeamScores& scores = input.scores;
    ensemble::MetricVote vote{.metric = scores.metrics[input.metricIndex], .selection = selectByFocal(input)};
    const ensemble::FocalScores fq = ensemble::focalScores(
        scores, input.metricIndex, input.memberAccuracy, input.convention, input.weighting, input.cancel);
    vote.diversity.reserve(scores.size());
    for (std::size_t team = 0; team < scores.size(); ++team)
        vote.diversity.push_back(fq.diversity(team));
    return vote;
}

std::vector<ensemble::MetricVote> askMetrics(const SelectionInput& all)
{
    std::vector<ensemble::MetricVote> votes;
    for (std::size_t index = 0; index < all.scores.metrics.size() && !all.cancel.isCancelled(); ++index) {
        SelectionInput one = all;
        one.metricIndex = index;
        votes.push_back(voteOf(std::move(one)));
    }
    return votes;
}

/// The same with the focal values of one metric in memory at a time. `all` holds accuracies only.
Result<std::vector<ensemble::MetricVote>> askMetricsApart(const ensemble::PreparedSplit& split,
    const SelectionOptions& options,
    SizeRange sizes,
    const SelectionInput& all,
    Progress& progress)
{
    std::vector<ensemble::MetricVote> votes;
    for (const Metric metric : options.metrics) {
        const auto scores = ensemble::scoreTeams(split,
            {.metrics = {metric},
                .focal = true,
                .consensus = {},
                .minSize = sizes.least,
                .maxSize = sizes.most,
                .convention = options.convention,
                .threads = options.threads},
            progress,
            all.cancel);
        if (!scores)
            return scores.error();
        votes.push_back(voteOf({.scores = *scores,
            .accuracy = all.accuracy,
            .memberAccuracy = all.memberAccuracy,
            .convention = all.convention,
            .weighting = all.weighting,
            .threads = all.threads,
            .cancel = all.cancel}));
    }
    return votes;
}

bool asksSeveral(const SelectionOptions& options)
{
    return info(options.method).takes(SelectionParameter::Metrics);
}

bool goesMetricByMetric(const SelectionOptions& options, SizeRange sizes, std::size_t models)
{
    std::size_t cells = 0; // of one metric; the sizes can be enumerated
    for (std::size_t size = sizes.least; size <= sizes.most; ++size)
        cells += size * ensemble::countTeams(models, size, size);
    return asksSeveral(options) && cells * options.metrics.size() > options.mostFocalValues;
}

std::string idsOf(const std::vector<ensemble::MetricVote>& votes, const std::vector<std::size_t>& chosen)
{
    std::string text;
    for (const std::size_t vote : chosen)
        text.append(text.empty() ? "" : ", ").append(ensemble::info(votes[vote].metric).id);
    return text;
}

/// Each metric's own notes are left out: they would repeat each other.
Selection selectBySeveral(
    const std::vector<ensemble::MetricVote>& votes, const SelectionInput& input, const SelectionOptions& options)
{
    Selection selection;
    if (options.method == SelectionMethod::Borda)
        return selectByBorda(votes, input.accuracy, options.count, input.cancel);
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

Selection selectByOne(const SelectionInput& input, const SelectionOptions& options)
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
    default:
        return selectByDeviation(input, options.deviations);
    }
}

bool isDefined(double value)
{
    return !std::isnan(value);
}

/// Why nothing was chosen.
std::string emptyReason(
    const SelectionInput& input, const SelectionOptions& options, const std::vector<ensemble::MetricVote>& votes)
{
    const TeamScores& scores = input.scores;
    const bool focal = usesFocal(info(options.method));
    const bool defined = !votes.empty() ? std::ranges::any_of(
                             votes, [](const auto& vote) { return std::ranges::any_of(vote.diversity, isDefined); })
        : focal ? std::ranges::any_of(scores.focal, isDefined)
                : std::ranges::any_of(scores.raw, isDefined);
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
    const bool apart = goesMetricByMetric(options, *sizes, split.models());
    const auto scored = scoreAll(split, options, *sizes, !apart, memory, progress, cancel);
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
        .threads = options.threads,
        .cancel = cancel};
    std::vector<ensemble::MetricVote> votes;
    if (asksSeveral(options)) {
        auto asked = apart ? askMetricsApart(split, options, *sizes, input, progress) : askMetrics(input);
        if (!asked)
            return asked.error();
        votes = *std::move(asked);
    }
    if (cancel.isCancelled())
        return cancelled();
    Selection selection = votes.empty() ? selectByOne(input, options) : selectBySeveral(votes, input, options);
    if (cancel.isCancelled())
        return cancelled();
    choice.teams.reserve(selection.teams.size());
    for (std::size_t i = 0; i < selection.teams.size(); ++i)
        choice.teams.push_back({.members = {},
            .votes = {},
            .score = selection.score[i],
            .accuracy = input.accuracy[selection.teams[i]],
            .number = selection.teams[i]});
    if (selection.teams.empty())
        choice.notes.push_back(emptyReason(input, options, votes));
    choice.notes.insert(choice.notes.end(), selection.notes.begin(), selection.notes.end());
    choice.thresholds = std::move(selection.thresholds);
    choice.groups = std::move(selection.groups);
    choice.evaluated = scores->size();
    choice.bestAccuracy = std::ranges::max(scores->accuracy);
    choice.scores = scores;
    return choice;
}

} // namespace cobench::jobs
