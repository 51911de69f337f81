// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ensembles/selection_threshold.h"

#include "ui/pages/ensembles/ensemble_query.h"
#include "ui/pages/reports/phrases.h"

namespace cobench::ui {

ToldSelection toldOf(const SelectionAnswer& answer)
{
    return {.pool = answer.models(),
        .split = answer.selectSplit,
        .options = answer.selection.options,
        .selectedOnReportedData = answer.selection.selectedOnReportedData,
        .choice = answer.selection.choice};
}

ViewSpec viewOf(const SelectionAnswer& answer, std::optional<std::uint32_t> focal)
{
    SelectionQuery query{.options = answer.request.options, .focal = focal};
    query.options.convention = answer.selection.options.convention;
    query.options.metrics = answer.request.metrics;
    return {.kind = ViewSpec::Kind::Selection,
        .pool = answer.pool->entry.name,
        .subject = idOf(answer.request.metric).toStdString(),
        .split = answer.selectSplit.toStdString(),
        .selection = std::move(query)};
}

std::optional<double> thresholdOn(
    const SelectionAnswer& answer, const TeamsAnswer& teams, const EnsembleQuery& query)
{
    const jobs::TeamSelection& selection = answer.selection;
    const auto& thresholds = selection.choice.thresholds;
    const bool one = thresholds.size() == 1 && thresholds.front().focal < 0 && thresholds.front().size == 0;
    const bool sameNumbers = query.metric == answer.request.metric
        && query.samples.kind == ensemble::SampleSet::Kind::Disagreement && teams.subject.pool == answer.pool
        && QString::fromStdString(teams.subject.split->title) == answer.selectSplit;
    if (!one || !sameNumbers)
        return std::nullopt;
    // 1 - x undoes itself: the rule's form of the value to the raw one.
    const double value = thresholds.front().value;
    const bool low = ensemble::info(query.metric).lowIsDiverse;
    const bool reference = selection.options.convention == ensemble::Convention::Reference;
    const double raw = low != reference ? 1.0 - value : value;
    return shownValue(query, raw);
}

} // namespace cobench::ui
