// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/replay_figure.h"

#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/policy_figure.h"
#include "ui/pages/reports/quantity_names.h"

#include <QCoreApplication>

#include <algorithm>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using Action = lr::PlateauAction;

constexpr std::size_t kColumns = 4000; // of a chart as wide as a page at 300 dots an inch

QString tr(const char* text)
{
    return QCoreApplication::translate("ReplayFigure", text);
}

plots::Marker markerOf(Action action)
{
    return action == Action::Larger ? plots::Marker::Triangle
        : action == Action::Smaller ? plots::Marker::TriangleDown
                                    : plots::Marker::Square;
}

plots::CurvesData figureWithoutSeries(const QString& title, const QString& note, const QString& yTitle)
{
    return {.title = title,
        .note = note,
        .xTitle = tr("Epoch"),
        .yTitle = yTitle,
        .series = {},
        .marks = {},
        .markers = {},
        .legendTitle = tr("Run")};
}

plots::CurveSeries seriesOf(const DrawnReplays& drawn, const QStringList& names, std::size_t i)
{
    return {.name = names[static_cast<qsizetype>(i)], .points = {}, .category = drawn.places[i]};
}

Result<DrawnReplays> replayed(
    const ReplayQuery& query, const std::filesystem::path& project, const CancelToken& cancel)
{
    const auto runs = jobs::listRuns(project);
    if (!runs)
        return runs.error();
    const auto curves = jobs::readMonitored(project, query.runs, query.policy.monitor, cancel);
    if (!curves)
        return curves.error();
    auto replays = jobs::replayRuns(query.policy, *curves, kColumns, cancel);
    if (!replays)
        return std::move(replays).error();
    DrawnReplays drawn{.policy = query.policy, .replays = *std::move(replays), .names = {}, .places = {}};
    for (const jobs::RunReplay& replay : drawn.replays) {
        const auto run = std::ranges::find(*runs, replay.run, &study::Run::id);
        drawn.places.push_back(static_cast<std::size_t>(run - runs->begin()));
        drawn.names << runTitle(&*run, replay.run);
    }
    return drawn;
}

} // namespace

QString actionText(Action action)
{
    switch (action) {
    case Action::Larger:
        return tr("moves to larger rates");
    case Action::Smaller:
        return tr("moves to smaller rates");
    case Action::End:
        return tr("stays: at the end");
    case Action::None:
        break;
    }
    return {};
}

QString runTitle(const study::Run* run, RunId id)
{
    return run && !run->name.empty() ? toQString(run->name) : tr("run %1").arg(id.value);
}

QStringList shortNames(const QStringList& names)
{
    std::vector<QStringList> words;
    for (const QString& name : names)
        words.push_back(name.split(u' '));
    const auto isCommon = [&words](qsizetype word) {
        return std::ranges::all_of(words,
            [&](const QStringList& name) { return word + 1 < name.size() && name[word] == words.front()[word]; });
    };
    qsizetype common = 0;
    while (words.size() > 1 && isCommon(common))
        ++common;
    QStringList shortened;
    for (const QStringList& name : words)
        shortened << name.mid(common).join(u' ');
    return shortened;
}

plots::CurvesData monitoredFigure(const DrawnReplays& drawn)
{
    plots::CurvesData figure = figureWithoutSeries(quantityTitle(drawn.policy.monitor),
        tr("▲ larger rates   ▼ smaller rates   ■ a plateau with nowhere to go"),
        quantityAxis(drawn.policy.monitor));
    const QStringList names = shortNames(drawn.names);
    for (std::size_t i = 0; i < drawn.replays.size(); ++i) {
        const jobs::RunReplay& replay = drawn.replays[i];
        plots::CurveSeries series = seriesOf(drawn, names, i);
        series.points.push_back({0.0, replay.start});
        for (std::size_t epoch = 0; epoch < replay.epochs.size(); ++epoch) {
            const lr::ReplayedEpoch& seen = replay.epochs[epoch];
            const double x = static_cast<double>(epoch + 1);
            series.points.push_back({x, seen.value});
            if (seen.action != Action::None)
                figure.markers.push_back({.series = i,
                    .x = x,
                    .y = seen.value,
                    .shape = markerOf(seen.action),
                    .name = actionText(seen.action)});
        }
        figure.series.push_back(std::move(series));
    }
    return figure;
}

plots::CurvesData replayedRatesFigure(const DrawnReplays& drawn)
{
    plots::CurvesData figure = figureWithoutSeries(tr("The rate that it gives"), {}, rateTitle());
    const QStringList names = shortNames(drawn.names);
    for (std::size_t i = 0; i < drawn.replays.size(); ++i) {
        const jobs::RunReplay& replay = drawn.replays[i];
        figure.series.push_back(seriesOf(drawn, names, i));
        for (const lr::OutlinePoint& point : replay.rates)
            figure.series.back().points.push_back(
                {point.t / static_cast<double>(replay.iterationsPerEpoch), point.rate});
    }
    return figure;
}

Result<FigureData> computeReplay(
    const ViewSpec& view, const std::filesystem::path& project, const CancelToken& cancel)
{
    const auto query = parseReplayQuery(view.subject);
    if (!query)
        return query.error();
    const auto drawn = replayed(*query, project, cancel);
    if (!drawn)
        return drawn.error();
    for (const RunId run : query->runs)
        if (std::ranges::find(drawn->replays, run, &jobs::RunReplay::run) == drawn->replays.end())
            return Error{.code = ErrorCode::Usage,
                .subject = "run " + std::to_string(run.value),
                .detail = "has not recorded " + query->policy.monitor,
                .cure = "cobench-cli runs list tells which runs there are"};
    plots::CurvesData plot = query->isRate ? replayedRatesFigure(*drawn) : monitoredFigure(*drawn);
    FigureData figure{.view = view,
        .title = plot.title,
        .note = plot.note,
        .explanation
        = tr("What %1 would have done with recorded curves.").arg(toQString(lr::format(query->policy))),
        .samples = drawn->replays.size()};
    figure.content = std::move(plot);
    return figure;
}

} // namespace cobench::ui
