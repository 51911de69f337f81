// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/team_plan.h"
#include "ui/pages/reports/figure_work.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/pool_phrases.h"
#include "ui/pages/reports/selection_figure.h"
#include "ui/pages/reports/team_scatter_figure.h"

#include <algorithm>
#include <ranges>

namespace cobench::ui {

namespace {

using ensemble::TeamScores;
using jobs::SelectionParameter;

jobs::SelectionOptions optionsOf(const FigureWork& work)
{
    jobs::SelectionOptions options = work.view.selection.options;
    if (jobs::info(options.method).takes(SelectionParameter::Metric))
        options.metrics = {work.metric().metric};
    options.threads = work.threads;
    options.keepGroups = true;
    return options;
}

/// Numbers of the chosen among the scored teams, which are in the order of enumeration.
std::vector<std::uint32_t> numbersOf(const jobs::TeamChoice& choice, const TeamScores& scores, std::size_t first)
{
    std::vector<std::uint32_t> numbers;
    const auto all = std::views::iota(std::size_t{0}, scores.size());
    for (const jobs::ChosenTeam& team : choice.teams) {
        const auto found = std::ranges::partition_point(all,
            [&](std::size_t number) { return ensemble::isEnumeratedBefore(scores.members(number), team.members); });
        if (found != all.end() && scores.members(*found) == team.members)
            numbers.push_back(static_cast<std::uint32_t>(*found + first));
    }
    return numbers;
}

/// Whether the figure depends on its seed.
bool isDrawn(const jobs::SelectionOptions& options)
{
    return jobs::info(options.method).takes(SelectionParameter::Seed);
}

Result<std::optional<std::uint32_t>> focalOf(const FigureWork& work, const jobs::TeamChoice& choice)
{
    const std::vector<std::uint32_t> views = focalViews(choice);
    const auto& wanted = work.view.selection.focal;
    if (wanted && std::ranges::find(views, *wanted) == views.end())
        return Error{.code = ErrorCode::Usage,
            .subject = "focal=" + std::to_string(*wanted),
            .detail = views.empty() ? "the method has no view of one member" : "there is no view of such a member",
            .cure
            = views.empty() ? "leave it out" : "give an index from 0 to " + std::to_string(work.pool().size() - 1)};
    if (wanted)
        return wanted;
    return views.empty() ? std::nullopt : std::optional(views.front());
}

/// As the method compared them; methods without a plane of their own: by diversity and accuracy.
Result<TeamScatter> scatterOf(const FigureWork& work, const ToldSelection& told)
{
    const jobs::TeamChoice& choice = told.choice;
    const auto focal = focalOf(work, choice);
    if (!focal)
        return focal.error();
    if (!choice.groups.empty()) {
        const std::size_t first
            = choice.minSize <= 2 ? 0 : ensemble::countTeams(work.pool().size(), 2, choice.minSize - 1);
        return TeamScatter{.plot = selectionFigure(told, first + choice.scores->size(), *focal),
            .scores = choice.scores,
            .first = first,
            .marked = numbersOf(choice, *choice.scores, first)};
    }
    const auto samples = work.samples();
    auto teams = scoreTeamsOf(work, *samples);
    if (!teams)
        return teams.error();
    TeamScatter scatter{
        .plot = teamFigure(work.pool(), told.split, *teams, {.metric = work.metric().metric, .samples = *samples}),
        .scores = std::make_shared<const TeamScores>(std::move(teams->scores))};
    scatter.plot.note = selectionFigure(told, 0, std::nullopt).note;
    scatter.marked = numbersOf(choice, *scatter.scores, 0);
    return scatter;
}

QString explanationOf(const jobs::SelectionOptions& options, const jobs::TeamChoice& choice)
{
    const jobs::SelectionMethodInfo& method = jobs::info(options.method);
    QString text
        = QStringLiteral("%1: %2. %3 The chosen teams are drawn larger and outlined; where they are many, the "
                         "others are pale instead.")
              .arg(toQString(method.name), toQString(method.detail), toQString(method.rule));
    for (const std::string& note : choice.notes)
        text += QStringLiteral(" ") + toQString(note).replace(0, 1, toQString(note).left(1).toUpper())
            + QStringLiteral(".");
    return text;
}

} // namespace

Result<FigureData> computeSelection(const FigureWork& work)
{
    const auto options = jobs::completeOptions(*work.split.prepared, optionsOf(work));
    if (!options)
        return options.error();
    const auto choice = jobs::chooseTeams(*work.split.prepared, *options, work.progress, work.cancel);
    if (!choice)
        return choice.error();
    const auto splits = jobs::chooseSplits(work.pool(), work.split.title, {});
    const ToldSelection told{.pool = work.pool(),
        .split = QString::fromStdString(work.split.title),
        .options = *options,
        .selectedOnReportedData = splits && splits->areOne(),
        .choice = *choice};
    auto scatter = scatterOf(work, told);
    if (!scatter)
        return scatter.error();
    FigureData figure = figureOf(work);
    const std::string_view name = jobs::info(options->method).name;
    const std::size_t compared = scatter->scores->size();
    figure.title
        = QStringLiteral("%1: %2 of %3 teams").arg(toQString(name), count(choice->teams.size()), count(compared));
    figure.note = QStringLiteral("%1 · %2 · n = %3")
                      .arg(QString::fromStdString(work.pool().name), scatter->plot.note, count(figure.samples));
    figure.explanation = explanationOf(*options, *choice);
    if (isDrawn(*options))
        figure.seed = options->seed;
    figure.content = *std::move(scatter);
    return figure;
}

} // namespace cobench::ui
