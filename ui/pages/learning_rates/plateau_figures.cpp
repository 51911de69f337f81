// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/plateau_figures.h"

#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/policy_figure.h"
#include "ui/pages/reports/quantity_names.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;
using Action = lr::PlateauAction;

QString tr(const char* text)
{
    return QCoreApplication::translate("PlateauFigures", text);
}

plots::Marker markerOf(Action action)
{
    return action == Action::Larger ? plots::Marker::Triangle
        : action == Action::Smaller ? plots::Marker::TriangleDown
                                    : plots::Marker::Square;
}

std::size_t placeOf(const RunCatalog& catalog, RunId run)
{
    const study::Run* found = catalog.find(run);
    return found ? static_cast<std::size_t>(found - catalog.runs().data()) : 0;
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

QString runName(const RunCatalog& catalog, RunId run)
{
    const study::Run* found = catalog.find(run);
    return found && !found->name.empty() ? toQString(found->name) : tr("run %1").arg(run.value);
}

QStringList shortNames(const PlateauReplays& replays)
{
    std::vector<QStringList> names;
    for (const jobs::RunReplay& replay : replays.replays())
        names.push_back(runName(replays.catalog(), replay.run).split(u' '));
    const auto isCommon = [&names](qsizetype word) {
        return std::ranges::all_of(names,
            [&](const QStringList& name) { return word + 1 < name.size() && name[word] == names.front()[word]; });
    };
    qsizetype common = 0;
    while (names.size() > 1 && isCommon(common))
        ++common;
    QStringList shortened;
    for (const QStringList& name : names)
        shortened << name.mid(common).join(u' ');
    return shortened;
}

plots::CurvesData monitoredFigure(const PlateauReplays& replays)
{
    const QString monitor = quantityTitle(replays.policy()->monitor);
    plots::CurvesData figure{.title = monitor,
        .note = tr("▲ larger rates   ▼ smaller rates   ■ a plateau with nowhere to go"),
        .xTitle = tr("Epoch"),
        .yTitle = quantityAxis(replays.policy()->monitor),
        .series = {},
        .marks = {},
        .markers = {},
        .legendTitle = tr("Run")};
    const QStringList names = shortNames(replays);
    for (const jobs::RunReplay& replay : replays.replays()) {
        plots::CurveSeries series{.name = names[static_cast<qsizetype>(figure.series.size())],
            .points = {{0.0, replay.start}},
            .category = placeOf(replays.catalog(), replay.run)};
        for (std::size_t i = 0; i < replay.epochs.size(); ++i) {
            const lr::ReplayedEpoch& epoch = replay.epochs[i];
            const double x = static_cast<double>(i + 1);
            series.points.push_back({x, epoch.value});
            if (epoch.action != Action::None)
                figure.markers.push_back({.series = figure.series.size(),
                    .x = x,
                    .y = epoch.value,
                    .shape = markerOf(epoch.action),
                    .name = actionText(epoch.action)});
        }
        figure.series.push_back(std::move(series));
    }
    return figure;
}

plots::CurvesData replayedRatesFigure(const PlateauReplays& replays)
{
    plots::CurvesData figure{.title = tr("The rate that it gives"),
        .note = {},
        .xTitle = tr("Epoch"),
        .yTitle = rateTitle(),
        .series = {},
        .marks = {},
        .markers = {},
        .legendTitle = tr("Run")};
    const QStringList names = shortNames(replays);
    for (const jobs::RunReplay& replay : replays.replays()) {
        plots::CurveSeries series{.name = names[static_cast<qsizetype>(figure.series.size())],
            .points = {},
            .category = placeOf(replays.catalog(), replay.run)};
        for (const lr::OutlinePoint& point : replay.rates)
            series.points.push_back({point.t / static_cast<double>(replay.iterationsPerEpoch), point.rate});
        figure.series.push_back(std::move(series));
    }
    return figure;
}

} // namespace cobench::ui
