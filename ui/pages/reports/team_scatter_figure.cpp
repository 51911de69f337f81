// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/team_scatter_figure.h"

#include "core/ensemble/team_cost.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/pool_phrases.h"

#include <QCoreApplication>

#include <algorithm>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

QString tr(const char* text)
{
    return QCoreApplication::translate("TeamScatterFigure", text);
}

QString costName(jobs::Cost cost)
{
    switch (cost) {
    case jobs::Cost::Parameters:
        return tr("parameters");
    case jobs::Cost::Flops:
        return tr("FLOPs");
    case jobs::Cost::Latency:
        return tr("latency");
    case jobs::Cost::None:
        break;
    }
    return {};
}

double costOf(const data::ModelCost& cost, jobs::Cost kind)
{
    const auto& part = kind == jobs::Cost::Parameters ? cost.parameters
        : kind == jobs::Cost::Flops                   ? cost.flops
                                                      : cost.latencyMs;
    return part.value_or(0.0);
}

QString costTitle(jobs::Cost cost)
{
    switch (cost) {
    case jobs::Cost::Parameters:
        return tr("Parameters of all members (millions)");
    case jobs::Cost::Flops:
        return tr("FLOPs of all members (millions)");
    default:
        return tr("Latency, members one after the other (ms)");
    }
}

/// One group per team size, so that size reads as a colour. xOf(team)
template <typename XOf>
void addTeams(plots::ScatterData& figure, const jobs::PoolTeams& teams, XOf xOf)
{
    const ensemble::TeamScores& scores = teams.scores;
    std::size_t size = 0;
    for (std::size_t team = 0; team < scores.size(); ++team) {
        if (const std::size_t members = teams.sizeOf(team); members != size) {
            size = members;
            figure.groups.push_back({.name = QString::number(size)});
        }
        figure.groups.back().x.push_back(xOf(team));
        figure.groups.back().y.push_back(100.0 * scores.accuracyValue(0, team));
        figure.groups.back().ids.push_back(static_cast<std::uint32_t>(team));
    }
}

plots::ScatterData emptyFigure(const jobs::PoolTeams& teams)
{
    return {.yTitle = tr("%1 accuracy (%)").arg(nameOf(teams.scores.consensus.front())),
        .groupTitle = tr("Team size"),
        .ordered = true};
}

QString sizesNote(const jobs::PoolTeams& teams)
{
    return teams.allSizes ? QString() : u" · "_s + tr("sizes 2 … %1 only").arg(teams.largest);
}

} // namespace

QString TeamPlane::title() const
{
    const ensemble::MetricInfo& info = ensemble::info(metric);
    return asScore ? scoreTitle(info) : axisTitle(info);
}

QString conventionNote(ensemble::Convention convention)
{
    return convention == ensemble::Convention::Reference ? u" · "_s + tr("reference convention") : QString();
}

plots::ScatterData teamFigure(
    const data::Pool& pool, const QString& split, const jobs::PoolTeams& teams, const TeamPlane& plane)
{
    const ensemble::TeamScores& scores = teams.scores;
    const auto column
        = static_cast<std::size_t>(std::ranges::find(scores.metrics, plane.metric) - scores.metrics.begin());
    const QString howMany = teams.isPart()
        ? tr("the first %1 of %2 teams").arg(count(scores.size()), count(teams.total))
        : tr("%1 teams").arg(count(scores.size()));
    plots::ScatterData figure = emptyFigure(teams);
    figure.title = tr("Diversity and accuracy of %1").arg(howMany);
    figure.note = u"%1 · %2"_s.arg(split, tr("diversity on %1").arg(titleOf(plane.samples, pool)))
        + conventionNote(plane.convention) + sizesNote(teams);
    figure.xTitle = plane.title();
    addTeams(figure, teams, [&](std::size_t team) { return plane.shown(scores.rawValue(column, team)); });
    return figure;
}

plots::ScatterData costFigure(
    const data::Pool& pool, const QString& split, const jobs::PoolTeams& teams, jobs::Cost cost)
{
    plots::ScatterData figure = emptyFigure(teams);
    figure.title = tr("Cost and accuracy of %1 teams").arg(count(teams.scores.size()));
    figure.note = split + sizesNote(teams);
    figure.xTitle = costTitle(cost);
    const double unit = cost == jobs::Cost::Latency ? 1.0 : 1e6;
    addTeams(figure, teams, [&](std::size_t team) {
        return costOf(ensemble::teamCost(teams.scores.members(team), pool.models), cost) / unit;
    });
    return figure;
}

std::vector<std::uint32_t> teamsOn(const jobs::ParetoTeams& front)
{
    std::vector<std::uint32_t> numbers;
    for (std::uint32_t team = 0; team < front.isOn.size(); ++team)
        if (front.isOn[team] != 0)
            numbers.push_back(team);
    return numbers;
}

QString frontText(const jobs::ParetoTeams& front, ensemble::Metric metric)
{
    const QString cost = costName(front.cost);
    return cost.isEmpty()
        ? tr("%1 teams that no other one equals or beats in accuracy and %2; the models' cost is not known")
              .arg(count(front.count), idOf(metric))
        : tr("%1 teams that no other one equals or beats in accuracy, %2 and %3")
              .arg(count(front.count), idOf(metric), cost);
}

} // namespace cobench::ui
