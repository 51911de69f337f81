// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/team_evaluator.h"
#include "ui/pages/reports/figure_work.h"
#include "ui/pages/reports/named_team.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/pool_phrases.h"
#include "ui/pages/reports/team_figure.h"

#include <algorithm>
#include <numeric>

namespace cobench::ui {

namespace {

using ensemble::Consensus;
using Kind = ViewSpec::Kind;

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
    const auto team = findTeam(work.pool(), work.view.members);
    if (!team)
        return team.error();
    const auto splits = teamSplitsOf(work.split);
    if (!splits)
        return splits.error();
    const auto rules = rulesOf(work);
    const auto detail = jobs::detailAnswers(*splits,
        {.team = *team,
            .rules = rules,
            .draws = 0,
            .withConfusion = work.view.kind == Kind::TeamConfusion,
            .threads = work.threads},
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
    const bool learnt
        = std::ranges::any_of(rules, [](const jobs::RuleChoice& choice) { return isLearnt(choice.rule); });
    figure.dataHash = QString::fromStdString(dataHashOf(work.split, *splits, learnt));
    figure.note = QStringLiteral("%1 · %2 · %3")
                      .arg(QString::fromStdString(work.pool().name), teamName(work.pool(), *team), figure.note);
    return figure;
}

} // namespace cobench::ui
