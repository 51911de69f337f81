// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/team_evaluator.h"
#include "ui/pages/reports/figure_work.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/pool_phrases.h"
#include "ui/pages/reports/team_figure.h"

#include <algorithm>
#include <numeric>

namespace cobench::ui {

namespace {

using ensemble::Consensus;
using Kind = ViewSpec::Kind;

Result<ensemble::Members> teamOf(const FigureWork& work)
{
    ensemble::Members team;
    for (const std::string& name : work.view.members) {
        const auto model = findModel(work.pool(), name);
        if (!model)
            return model.error();
        team.push_back(static_cast<std::uint32_t>(*model));
    }
    std::ranges::sort(team);
    if (const auto twice = std::ranges::adjacent_find(team); twice != team.end())
        return Error{.code = ErrorCode::Usage,
            .subject = work.pool().name,
            .detail = work.pool().models[*twice].name + " is named twice",
            .cure = "name each member once"};
    return team;
}

/// What rules have learnt comes from the selection split.
Result<jobs::TeamSplits> splitsOf(const FigureWork& work)
{
    const auto pair = jobs::chooseSplits(work.pool(), {}, work.split.title);
    if (!pair)
        return pair.error();
    return jobs::TeamSplits{.pool = work.split.pool,
        .selection = pair->areOne() ? work.split.prepared
                                    : ensemble::PreparedSplit::prepare(pair->selection, work.pool().classes),
        .report = work.split.prepared};
}

bool isLearnt(Consensus rule)
{
    return rule == Consensus::WeightedSoft || rule == Consensus::WeightedPlurality || rule == Consensus::Stacking;
}

std::vector<jobs::RuleChoice> rulesOf(const FigureWork& work)
{
    if (work.view.kind == Kind::TeamRecall)
        return jobs::everyRule();
    return {{.rule = work.view.rule.value_or(ensemble::judgingRule(*work.split.prepared))}};
}

QString hashOf(const FigureWork& work, const jobs::TeamSplits& splits)
{
    const auto rules = rulesOf(work);
    const bool ofTwo = !splits.areOne()
        && std::ranges::any_of(rules, [](const jobs::RuleChoice& choice) { return isLearnt(choice.rule); });
    const std::string& shown = work.split.dataHash;
    return QString::fromStdString(
        ofTwo ? shown + "+" + jobs::hashSplit(work.pool(), splits.selection->split()) : shown);
}

template <typename Plot>
void addPlot(Plot plot, const QString& explanation, FigureData& figure)
{
    figure.title = plot.title;
    figure.note = plot.note;
    figure.explanation = explanation;
    figure.content = std::move(plot);
}

void addOverlap(const ToldTeam& told, FigureData& figure)
{
    std::vector<int> colours(told.pool.size());
    std::iota(colours.begin(), colours.end(), 0);
    addPlot(overlapFigure(told, colours),
        QStringLiteral("Each bar counts the samples on which exactly the members dotted below it fail; the light "
                       "part are those the team gets right all the same."),
        figure);
}

void addConfusion(const ToldTeam& told, const std::string& shown, FigureData& figure)
{
    if (shown == "difference")
        return addPlot(confusionDifference(told),
            QStringLiteral(
                "Each row is a true class; a cell is how many points of it more (or, below zero, fewer) "
                "the team takes for a class than its best member alone. On the diagonal more is better."),
            figure);
    addPlot(shown == "best" ? bestConfusion(told) : teamConfusion(told),
        QStringLiteral("Each row is a true class; the cells are the shares of it that are taken for each class. "
                       "Samples that a rule abstains on are left out."),
        figure);
}

} // namespace

Result<FigureData> computeTeam(const FigureWork& work)
{
    const auto team = teamOf(work);
    if (!team)
        return team.error();
    const auto splits = splitsOf(work);
    if (!splits)
        return splits.error();
    const auto detail = jobs::detailAnswers(*splits,
        {.team = *team, .rules = rulesOf(work), .draws = 0, .threads = work.threads},
        work.progress,
        work.cancel);
    if (!detail)
        return detail.error();
    FigureData figure = figureOf(work);
    const ToldTeam told{.pool = work.pool(), .split = figure.split, .samples = figure.samples, .detail = *detail};
    if (work.view.kind == Kind::Overlap)
        addOverlap(told, figure);
    else if (work.view.kind == Kind::TeamConfusion)
        addConfusion(told, work.view.shown, figure);
    else
        addPlot(recallFigure(told),
            QStringLiteral(
                "The share of each class's samples that a rule gets right; below, the best member alone."),
            figure);
    figure.dataHash = hashOf(work, *splits);
    figure.note = QStringLiteral("%1 · %2 · %3")
                      .arg(QString::fromStdString(work.pool().name), teamName(work.pool(), *team), figure.note);
    return figure;
}

} // namespace cobench::ui
