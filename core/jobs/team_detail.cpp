// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/team_detail.h"

#include "core/ensemble/member_report.h"
#include "core/ensemble/team_cost.h"

#include <algorithm>

namespace cobench::jobs {

namespace {

using ensemble::Metric;

Result<std::vector<TeamDiversity>> rawDiversity(
    const TeamSplits& splits, const TeamDetailOptions& options, Progress& progress, const CancelToken& cancel)
{
    const auto scores = ensemble::scoreTeams(*splits.report,
        {.metrics = options.metrics,
            .samples = options.samples,
            .teams = std::vector<ensemble::Members>{options.team},
            .convention = options.convention,
            .threads = options.threads},
        progress,
        cancel);
    if (!scores)
        return scores.error();
    std::vector<TeamDiversity> diversity;
    for (std::size_t metric = 0; metric < options.metrics.size(); ++metric)
        diversity.push_back({.metric = options.metrics[metric], .raw = scores->rawValue(metric, 0)});
    return diversity;
}

ensemble::BootstrapOptions bootstrapping(const TeamDetailOptions& options)
{
    return {
        .draws = options.draws, .seed = options.seed, .convention = options.convention, .threads = options.threads};
}

Result<void> addIntervals(TeamDetail& detail,
    const TeamSplits& splits,
    const TeamDetailOptions& options,
    Progress& progress,
    const CancelToken& cancel)
{
    progress.beginStage("bootstrap of diversity");
    std::vector<Metric> metrics = options.metrics;
    std::erase(metrics, Metric::EN);
    const std::vector<ensemble::Members> alone(1, options.team);
    const auto intervals = ensemble::bootstrapMetrics(
        *splits.report, options.samples, alone, metrics, bootstrapping(options), cancel);
    if (!intervals)
        return intervals.error();
    auto next = intervals->begin();
    for (TeamDiversity& value : detail.diversity)
        if (value.metric != Metric::EN)
            value.interval = (*next++)[0];
    return {};
}

Result<void> addFocal(TeamDetail& detail,
    const TeamSplits& splits,
    const TeamDetailOptions& options,
    Progress& progress,
    const CancelToken& cancel)
{
    const FocalOptions focal{.metrics = options.metrics,
        .convention = options.convention,
        .mostTeams = options.mostScaledTeams,
        .threads = options.threads};
    std::shared_ptr<const FocalBasis> basis = options.basis;
    if (!basis) {
        auto made = focalBasis(*splits.selection, options.team.size(), focal, progress, cancel);
        if (cancel.isCancelled())
            return cancelled();
        if (made)
            basis = std::make_shared<const FocalBasis>(*std::move(made));
        else
            detail.unscaled = made.error();
    }
    auto told = focalDetail(*splits.selection, options.team, focal, basis.get(), progress, cancel);
    if (!told)
        return std::move(told).error();
    detail.focal = *std::move(told);
    return {};
}

Result<void> chooseTold(TeamDetail& detail, std::size_t wanted)
{
    const auto usable = [](const RuleFigures& row) { return !row.unavailable; };
    if (wanted < detail.rules.size() && usable(detail.rules[wanted])) {
        detail.told = wanted;
        return {};
    }
    const auto first = std::ranges::find_if(detail.rules, usable);
    if (detail.rules.size() == 1)
        return *detail.rules.front().unavailable;
    if (first == detail.rules.end())
        return Error{.code = ErrorCode::Usage,
            .subject = "team " + ensemble::toString(detail.team),
            .detail = "none of the rules can be used"};
    detail.told = static_cast<std::size_t>(first - detail.rules.begin());
    return {};
}

/// Of the samples the team answers.
std::vector<std::uint32_t> confusionOf(
    const ensemble::PreparedSplit& split, const ensemble::TeamPrediction& prediction)
{
    std::vector<data::Label> truth;
    std::vector<data::Label> predicted;
    for (std::size_t n = 0; n < split.samples(); ++n) {
        if (!prediction.answers(n, prediction.labels[n]))
            continue;
        truth.push_back(split.truth()[n]);
        predicted.push_back(prediction.labels[n]);
    }
    return ensemble::confusion(truth, predicted, split.classes());
}

Result<void> tellSamples(
    TeamDetail& detail, const TeamSplits& splits, bool withConfusion, const CancelToken& cancel)
{
    const ensemble::PreparedSplit& split = *splits.report;
    const auto prediction = ensemble::predictTeam(split, detail.team, detail.toldRule().rule, cancel);
    if (cancel.isCancelled())
        return cancelled();
    if (withConfusion) {
        detail.teamConfusion = confusionOf(split, prediction);
        detail.bestConfusion = ensemble::confusion(split, detail.bestMember());
    }
    detail.bestRecall = ensemble::perClassRecall(split, detail.bestMember());
    detail.overlap = ensemble::failureOverlap(split, detail.team, detail.toldRule().report.right);
    return {};
}

} // namespace

Result<TeamDetail> detailAnswers(
    const TeamSplits& splits, const TeamDetailOptions& options, Progress& progress, const CancelToken& cancel)
{
    if (options.withConfusion)
        if (auto checked = ensemble::checkConfusion(splits.report->classes()); !checked)
            return std::move(checked).error();
    TeamDetail detail{.team = options.team, .selectedOnReportedData = splits.areOne()};
    auto rules = compareRules(splits,
        options.team,
        options.rules,
        {.convention = options.convention, .bootstrap = bootstrapping(options), .threads = options.threads},
        progress,
        cancel);
    if (!rules)
        return std::move(rules).error();
    detail.rules = *std::move(rules);
    if (auto chosen = chooseTold(detail, options.told); !chosen)
        return std::move(chosen).error();
    if (auto done = tellSamples(detail, splits, options.withConfusion, cancel); !done)
        return std::move(done).error();
    return detail;
}

Result<TeamDetail> detailTeam(
    const TeamSplits& splits, const TeamDetailOptions& options, Progress& progress, const CancelToken& cancel)
{
    auto diversity = rawDiversity(splits, options, progress, cancel); // checks the team, too
    if (!diversity)
        return std::move(diversity).error();
    auto answers = detailAnswers(splits, options, progress, cancel);
    if (!answers)
        return answers;
    TeamDetail& detail = *answers;
    detail.diversity = *std::move(diversity);
    detail.samples = ensemble::select(*splits.report, options.samples).count;
    for (const auto step : {addFocal, addIntervals})
        if (auto done = step(detail, splits, options, progress, cancel); !done)
            return std::move(done).error();
    detail.cost = ensemble::teamCost(detail.team, splits.pool->models);
    return answers;
}

} // namespace cobench::jobs
