// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/team_evaluator.h"
#include "core/ensemble/team_plan.h"
#include "ui/pages/reports/figure_work.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/pool_phrases.h"
#include "ui/pages/reports/team_scatter_figure.h"

#include <algorithm>

namespace cobench::ui {

namespace {

constexpr std::size_t kMostTeams = std::size_t{1} << 20; // all of 20 models

Result<jobs::ParetoTeams> frontOf(const FigureWork& work, const jobs::PoolTeams& teams)
{
    auto front
        = jobs::paretoTeams(teams.scores, work.metric().metric, work.pool().models, work.progress, work.cancel);
    if (front && front->cost == jobs::Cost::None && work.view.shown == "cost")
        return Error{.code = ErrorCode::Unsupported,
            .subject = work.pool().name,
            .detail = "what its models cost is not known",
            .cure = "give each model's parameters, FLOPs or latency in pool.json, or draw the axis diversity"};
    return front;
}

Result<void> addFront(
    const FigureWork& work, const jobs::PoolTeams& teams, FigureData& figure, TeamScatter& scatter)
{
    const auto front = frontOf(work, teams);
    if (!front)
        return front.error();
    if (work.view.shown == "cost")
        scatter.plot = costFigure(work.pool(), QString::fromStdString(work.split.title), teams, front->cost);
    scatter.outlined = teamsOn(*front);
    scatter.outline = QStringLiteral("Pareto front");
    figure.title = QStringLiteral("Pareto front of %1 teams").arg(count(teams.scores.size()));
    figure.explanation = QStringLiteral("Diamonds: ") + frontText(*front, work.metric().metric)
        + QStringLiteral(". ") + figure.explanation;
    return {};
}

} // namespace

Result<jobs::PoolTeams> scoreTeamsOf(const FigureWork& work, const ensemble::SampleSet& samples)
{
    const std::size_t models = work.pool().size();
    const std::size_t total = ensemble::countTeams(models, 2, models);
    if (models > 64 || total > kMostTeams)
        return Error{.code = ErrorCode::Unsupported,
            .subject = work.pool().name,
            .detail = "a pool of " + std::to_string(models) + " models has too many teams to draw",
            .cure = "exclude members until 20 are left"};
    auto scores = ensemble::scoreTeams(*work.split.prepared,
        {.metrics = {work.metric().metric},
            .samples = samples,
            .consensus = {ensemble::judgingRule(*work.split.prepared)},
            .threads = work.threads},
        work.progress,
        work.cancel);
    if (!scores)
        return scores.error();
    return jobs::PoolTeams{
        .scores = *std::move(scores), .largest = models, .allSizes = true, .total = total, .bestMember = {}};
}

Result<FigureData> computeScatter(const FigureWork& work)
{
    const auto samples = work.samples();
    if (!samples)
        return samples.error();
    auto teams = scoreTeamsOf(work, *samples);
    if (!teams)
        return teams.error();
    FigureData figure = figureOf(work);
    figure.title = QStringLiteral("%1 teams by diversity and accuracy").arg(count(teams->scores.size()));
    const QString where = titleOf(*samples, work.pool());
    figure.note = noteOf(work.split, figure.samples, QStringLiteral("diversity on %1").arg(where));
    figure.explanation = explain(work.metric())
        + QStringLiteral(" It is counted on %1; accuracy on all %2.").arg(where, count(figure.samples));
    TeamScatter scatter{.plot
        = teamFigure(work.pool(), figure.split, *teams, {.metric = work.metric().metric, .samples = *samples})};
    if (work.view.kind == ViewSpec::Kind::Pareto)
        if (auto added = addFront(work, *teams, figure, scatter); !added)
            return added.error();
    scatter.scores = std::make_shared<const ensemble::TeamScores>(std::move(teams->scores));
    figure.content = std::move(scatter);
    return figure;
}

} // namespace cobench::ui
