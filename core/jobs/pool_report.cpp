// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/pool_report.h"

#include <algorithm>
#include <numeric>

namespace cobench::jobs {

namespace {

using ensemble::Consensus;
using ensemble::TeamScores;

Result<PoolReport> viewSplits(const std::shared_ptr<const data::Pool>& pool, const PoolReportOptions& options)
{
    const auto splits = chooseSplits(*pool, options.selectionSplit, options.reportSplit);
    if (!splits)
        return splits.error();
    PoolReport report{.selectedOnReportedData = splits->areOne(), .metric = options.metric};
    auto shown = viewSplit(pool, splits->report->title());
    if (!shown)
        return shown.error();
    report.shown = std::move(*shown);
    if (splits->areOne()) {
        report.selection = report.shown;
        return report;
    }
    auto chosen = viewSplit(pool, splits->selection->title());
    if (!chosen)
        return chosen.error();
    report.selection = std::move(*chosen);
    return report;
}

void reportMembers(PoolReport& report)
{
    const ensemble::PreparedSplit& shown = *report.shown.prepared;
    const ensemble::PreparedSplit& selection = *report.selection.prepared;
    for (std::size_t model = 0; model < shown.models(); ++model) {
        report.members.push_back(ensemble::reportMember(shown, model));
        if (selection.rightCount(model) > selection.rightCount(report.bestMember))
            report.bestMember = model;
    }
}

double bestMemberAccuracy(const ensemble::PreparedSplit& split, const ensemble::Members& members)
{
    double best = 0.0;
    for (const std::uint32_t model : members)
        best = std::max(best, split.accuracy(model));
    return best;
}

/// Indices of the `count` most accurate teams, equal ones in the order of enumeration (smaller teams first).
std::vector<std::size_t> mostAccurate(const TeamScores& scores, std::size_t count)
{
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const std::size_t kept = std::min(count, order.size());
    std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(kept), [&](auto left, auto right) {
        const double a = scores.accuracyValue(0, left);
        const double b = scores.accuracyValue(0, right);
        return a != b ? a > b : left < right;
    });
    order.resize(kept);
    return order;
}

TeamSummary summarise(
    const PoolReport& report, const TeamScores& shown, const TeamScores& selection, std::size_t list)
{
    const ensemble::PreparedSplit& split = *report.shown.prepared;
    TeamSummary summary{.consensus = shown.consensus.front(), .count = shown.size()};
    for (std::size_t team = 0; team < shown.size(); ++team) {
        if (shown.accuracyValue(0, team) > bestMemberAccuracy(split, shown.members(team)))
            ++summary.aboveBestMember;
    }
    for (const std::size_t team : mostAccurate(selection, list)) {
        const ensemble::Members members = shown.members(team);
        summary.best.push_back({.members = members,
            .selectionAccuracy = selection.accuracyValue(0, team),
            .accuracy = shown.accuracyValue(0, team),
            .bestMemberAccuracy = bestMemberAccuracy(split, members),
            .diversity = ensemble::diversityScore(report.metric, shown.rawValue(0, team))});
    }
    return summary;
}

} // namespace

Result<PoolReport> reportPool(const std::shared_ptr<const data::Pool>& pool,
    const PoolReportOptions& options,
    Progress& progress,
    const CancelToken& cancel)
{
    auto report = viewSplits(pool, options);
    if (!report)
        return report.error();
    reportMembers(*report);
    if (pool->size() < 2 || pool->size() > options.mostModels)
        return report;

    const bool soft = report->shown.prepared->hasProbabilities() && report->selection.prepared->hasProbabilities();
    const ensemble::ScoreOptions scoring{.metrics = {options.metric},
        .consensus = {soft ? Consensus::Soft : Consensus::Plurality},
        .threads = options.threads};
    auto shown = ensemble::scoreTeams(*report->shown.prepared, scoring, progress, cancel);
    if (!shown)
        return shown.error();
    if (report->selectedOnReportedData) {
        report->teams = summarise(*report, *shown, *shown, options.bestTeams);
        return report;
    }
    auto selection = ensemble::scoreTeams(*report->selection.prepared, scoring, progress, cancel);
    if (!selection)
        return selection.error();
    report->teams = summarise(*report, *shown, *selection, options.bestTeams);
    return report;
}

} // namespace cobench::jobs
