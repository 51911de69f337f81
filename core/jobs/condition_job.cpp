// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/condition_job.h"

#include "core/ensemble/focal_score.h"
#include "core/ensemble/member_report.h"
#include "core/ensemble/team_evaluator.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace cobench::jobs {

namespace {

using ensemble::Members;
using SplitPtr = std::shared_ptr<const data::Split>;

std::string chosenName(const data::Pool& pool, const std::string& name)
{
    const SplitPtr split = name.empty() ? pool.defaultSplit() : nullptr;
    return split ? split->name : name;
}

std::vector<SplitPtr> conditionsOf(const data::Pool& pool, const std::string& split)
{
    std::vector<SplitPtr> conditions;
    for (const SplitPtr& candidate : pool.splits)
        if (candidate->name == split)
            conditions.push_back(candidate);
    std::stable_partition(
        conditions.begin(), conditions.end(), [](const SplitPtr& one) { return one->condition.empty(); });
    return conditions;
}

std::uint32_t bestSingle(const ensemble::PreparedSplit& split)
{
    std::uint32_t best = 0;
    for (std::uint32_t model = 1; model < split.models(); ++model)
        best = split.rightCount(model) > split.rightCount(best) ? model : best;
    return best;
}

std::vector<ConditionRow> makeRows(const ensemble::PreparedSplit& first, const std::vector<Members>& teams)
{
    Members everybody(first.models());
    std::iota(everybody.begin(), everybody.end(), 0U);
    std::vector<ConditionRow> rows{{.kind = ConditionRow::Kind::BestSingle, .members = {bestSingle(first)}},
        {.kind = ConditionRow::Kind::WholePool, .members = std::move(everybody)}};
    for (const Members& team : teams)
        rows.push_back({.kind = ConditionRow::Kind::Team, .members = team});
    return rows;
}

Result<void> addColumn(ConditionTable& table,
    const ensemble::PreparedSplit& split,
    const std::vector<double>& memberAccuracy,
    const ConditionOptions& options,
    Progress& progress,
    const CancelToken& cancel)
{
    ensemble::ScoreOptions scoring{.metrics = {options.metric},
        .focal = ensemble::checkFocalRoom(split.models()).ok(),
        .consensus = {table.rule},
        .teams = std::vector<Members>(),
        .threads = options.threads};
    for (const ConditionRow& row : table.rows)
        scoring.teams->push_back(row.members);
    const auto scores = ensemble::scoreTeams(split, scoring, progress, cancel);
    if (!scores)
        return scores.error();
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        table.rows[row].accuracy.push_back(scores->accuracyValue(0, row));
        table.rows[row].diversity.push_back(ensemble::diversityScore(options.metric, scores->rawValue(0, row)));
        table.rows[row].focal.push_back(scoring.focal && table.rows[row].members.size() > 1
                ? ensemble::unscaledFocal(*scores, row, 0, memberAccuracy, ensemble::Convention::Corrected)
                : std::numeric_limits<double>::quiet_NaN());
    }
    return {};
}

} // namespace

Result<Conditions> prepareConditions(const data::Pool& pool, const std::string& split, const CancelToken& cancel)
{
    Conditions conditions{.split = chosenName(pool, split), .names = {}, .prepared = {}};
    const std::vector<SplitPtr> splits = conditionsOf(pool, conditions.split);
    if (splits.empty() || pool.size() == 0)
        return Error{.code = ErrorCode::Usage,
            .subject = pool.name,
            .detail = pool.size() == 0 ? "the pool has no models" : "there is no split " + conditions.split,
            .cure = "name a split without its condition, as in test for test@fgsm-0.03"};
    for (const SplitPtr& one : splits) {
        if (cancel.isCancelled())
            return cancelled();
        conditions.names.push_back(one->condition);
        conditions.prepared.push_back(ensemble::PreparedSplit::prepare(one, pool.classes));
    }
    return conditions;
}

Result<ConditionTable> compareConditions(
    const Conditions& conditions, const ConditionOptions& options, Progress& progress, const CancelToken& cancel)
{
    const ensemble::PreparedSplit& first = *conditions.prepared.front();
    ConditionTable table{.split = conditions.split, .conditions = conditions.names};
    for (const auto& split : conditions.prepared)
        if (!split->hasProbabilities())
            table.rule = ensemble::judgingRule(*split);
    table.rows = makeRows(first, options.teams);
    const std::vector<double> memberAccuracy = ensemble::memberAccuracies(first);
    for (const auto& split : conditions.prepared)
        if (auto done = addColumn(table, *split, memberAccuracy, options, progress, cancel); !done)
            return std::move(done).error();
    return table;
}

} // namespace cobench::jobs
