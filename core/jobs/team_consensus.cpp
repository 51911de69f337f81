// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/team_consensus.h"

#include "core/ensemble/consensus_counts.h"
#include "core/ensemble/temperature.h"

#include <cmath>

namespace cobench::jobs {

namespace {

using ensemble::Consensus;
using ensemble::Members;

Result<void> checkRule(
    const TeamSplits& splits, const ensemble::PreparedSplit& split, const Members& team, Consensus rule)
{
    if (!ensemble::needsProbabilities(rule))
        return {};
    const auto member = ensemble::labelOnlyMember(split, team);
    if (!member)
        return {};
    return Error{.code = ErrorCode::Unsupported,
        .subject = std::string(ensemble::id(rule)),
        .detail = "needs probabilities, but " + splits.pool->models[*member].name + " has labels only"
            + (splits.areOne() ? "" : " on " + split.split().title()),
        .cure = "use plurality, weighted-plurality or majority"};
}

Result<double> chooseTemperature(const TeamSplits& splits,
    const Members& team,
    const RuleChoice& choice,
    unsigned threads,
    Progress& progress,
    const CancelToken& cancel)
{
    if (const auto* given = std::get_if<double>(&choice.temperature))
        return *given;
    if (auto fits = checkRule(splits, *splits.selection, team, choice.rule); !fits)
        return std::move(fits).error();
    return ensemble::fitTemperature(*splits.selection, team, threads, progress, cancel);
}

/// The same members must speak in probabilities on both splits: the model has learnt from one what it hears on the
/// other.
Result<void> checkStacking(const TeamSplits& splits, const Members& team)
{
    const auto refuse = [](std::string detail, std::string cure) {
        return Error{.code = ErrorCode::Unsupported,
            .subject = std::string(ensemble::id(Consensus::Stacking)),
            .detail = std::move(detail),
            .cure = std::move(cure)};
    };
    if (splits.areOne())
        return refuse("has to be fitted on other samples than the reported ones",
            "choose a selection split apart from the report split");
    for (const std::uint32_t member : team)
        if (splits.selection->split().members[member].isLabelOnly()
            != splits.report->split().members[member].isLabelOnly())
            return refuse(
                splits.pool->models[member].name + " has probabilities on one of the two splits only", {});
    return {};
}

Result<std::shared_ptr<const ensemble::StackingModel>> fitStacking(
    const TeamSplits& splits, const Members& team, unsigned threads, Progress& progress, const CancelToken& cancel)
{
    if (auto fits = checkStacking(splits, team); !fits)
        return std::move(fits).error();
    auto model = ensemble::StackingModel::fit(*splits.selection, team, {.threads = threads}, progress, cancel);
    if (!model)
        return std::move(model).error();
    return std::make_shared<const ensemble::StackingModel>(*std::move(model));
}

RuleFigures unavailable(const RuleChoice& choice, Error reason)
{
    return {.rule = {.rule = choice.rule, .weights = {}}, .unavailable = std::move(reason)};
}

RuleFigures measure(
    const TeamSplits& splits, const Members& team, ensemble::TeamRule rule, const CancelToken& cancel)
{
    RuleFigures figures{.rule = std::move(rule)};
    auto prediction = ensemble::predictTeam(*splits.report, team, figures.rule, cancel);
    if (cancel.isCancelled()) // then it is cut short
        return figures;
    figures.report = ensemble::reportConsensus(*splits.report, team, std::move(prediction));
    figures.selectionAccuracy = figures.report.accuracy;
    if (!splits.areOne())
        figures.selectionAccuracy
            = accuracyOf(*splits.selection, team, figures.rule, cancel).value_or(std::nan(""));
    return figures;
}

Result<void> addIntervals(
    std::vector<RuleFigures>& rows, const ensemble::BootstrapOptions& options, const CancelToken& cancel)
{
    std::vector<std::vector<std::uint8_t>> right;
    for (const RuleFigures& row : rows)
        if (!row.unavailable)
            right.push_back(row.report.right);
    const auto intervals = ensemble::bootstrapShares(right, options, cancel);
    if (!intervals)
        return intervals.error();
    auto next = intervals->begin();
    for (RuleFigures& row : rows)
        if (!row.unavailable)
            row.accuracy = *next++;
    return {};
}

} // namespace

std::optional<double> accuracyOf(const ensemble::PreparedSplit& split,
    const Members& team,
    const ensemble::TeamRule& rule,
    const CancelToken& cancel)
{
    if (ensemble::needsProbabilities(rule.rule) && ensemble::labelOnlyMember(split, team))
        return std::nullopt;
    const auto prediction = ensemble::predictTeam(split, team, rule, cancel);
    std::size_t right = 0;
    for (std::size_t n = 0; n < prediction.labels.size(); ++n)
        right += prediction.answers(n, split.truth()[n]) ? 1U : 0U;
    return static_cast<double>(right) / static_cast<double>(std::max<std::size_t>(split.samples(), 1));
}

std::vector<RuleChoice> everyRule()
{
    std::vector<RuleChoice> choices;
    choices.reserve(std::size(ensemble::kAllConsensus));
    for (const Consensus rule : ensemble::kAllConsensus)
        choices.push_back({.rule = rule});
    return choices;
}

Result<ensemble::TeamRule> prepareRule(const TeamSplits& splits,
    const Members& team,
    const RuleChoice& choice,
    const TeamConsensusOptions& options,
    Progress& progress,
    const CancelToken& cancel)
{
    if (auto fits = checkRule(splits, *splits.report, team, choice.rule); !fits)
        return std::move(fits).error();
    const auto temperature = chooseTemperature(splits, team, choice, options.threads, progress, cancel);
    if (!temperature)
        return temperature.error();
    ensemble::TeamRule rule{.rule = choice.rule,
        .convention = options.convention,
        .weights = ensemble::voteWeights(*splits.selection),
        .temperature = *temperature};
    if (choice.rule == Consensus::Stacking) {
        auto model = fitStacking(splits, team, options.threads, progress, cancel);
        if (!model)
            return std::move(model).error();
        rule.stacking = *std::move(model);
    }
    return rule;
}

Result<std::vector<RuleFigures>> compareRules(const TeamSplits& splits,
    const Members& team,
    const std::vector<RuleChoice>& choices,
    const TeamConsensusOptions& options,
    Progress& progress,
    const CancelToken& cancel)
{
    std::vector<RuleFigures> rows;
    for (const RuleChoice& choice : choices) {
        progress.beginStage(std::string(ensemble::id(choice.rule)));
        auto rule = prepareRule(splits, team, choice, options, progress, cancel);
        if (!rule && !rule.error().isCancelled())
            rows.push_back(unavailable(choice, std::move(rule).error()));
        else if (rule)
            rows.push_back(measure(splits, team, *std::move(rule), cancel));
        if (cancel.isCancelled())
            return cancelled();
    }
    if (auto done = addIntervals(rows, options.bootstrap, cancel); !done)
        return std::move(done).error();
    return rows;
}

} // namespace cobench::jobs
