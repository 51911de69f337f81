// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/gantt_figure.h"

#include "core/detect/queue_history.h"
#include "ui/pages/reports/phrases.h"

#include <QCoreApplication>

#include <span>

namespace cobench::ui {

namespace {

using detect::seconds;
using Outcomes = std::span<const detect::Outcome>;

QString tr(const char* text)
{
    return QCoreApplication::translate("GanttFigure", text);
}

/// Frame numbers as people count them.
QString frameName(const detect::Outcome& outcome)
{
    return QString::number(outcome.number + 1);
}

std::vector<plots::Lane> deviceLanes(const EdgeSession& session, Outcomes outcomes)
{
    std::vector<plots::Lane> lanes;
    for (const auto& device : session.end.figures.devices)
        lanes.push_back({.name = QString::fromStdString(device.name)});
    for (const detect::Outcome& outcome : outcomes)
        if (!outcome.dropped)
            lanes[outcome.device].states.push_back({.from = seconds(outcome.started),
                .to = seconds(outcome.finished),
                .name = frameName(outcome),
                .category = outcome.device});
    for (plots::Lane& lane : lanes)
        if (lane.states.empty())
            lane.missing = tr("has had none of these frames");
    return lanes;
}

/// From capture to when each was given up; its colour is the cause.
plots::Lane droppedLane(Outcomes outcomes)
{
    plots::Lane lane{.name = tr("Dropped")};
    for (const detect::Outcome& outcome : outcomes)
        if (outcome.dropped)
            lane.states.push_back({.from = seconds(outcome.captured),
                .to = seconds(outcome.finished),
                .name = frameName(outcome) + QLatin1Char(' ') + toQString(detect::id(*outcome.dropped)),
                .category = static_cast<std::size_t>(*outcome.dropped)});
    if (lane.states.empty())
        lane.missing = tr("none of these frames");
    return lane;
}

/// A point before and after each step.
plots::Lane waitingLane(Outcomes outcomes)
{
    plots::LaneSeries series{.name = tr("frames")};
    double waiting = 0.0;
    for (const detect::QueueStep& step : detect::queueHistory(outcomes)) {
        series.points.push_back({seconds(step.at), waiting});
        waiting = static_cast<double>(step.waiting);
        series.points.push_back({seconds(step.at), waiting});
    }
    plots::Lane lane{.name = tr("Waiting"), .unit = tr("frames"), .series = {std::move(series)}};
    if (lane.series.front().points.empty()) {
        lane.series.clear();
        lane.missing = tr("no frame had to wait");
    }
    return lane;
}

plots::Lane latencyLane(Outcomes outcomes)
{
    plots::LaneSeries series{.name = tr("latency")};
    for (const detect::Outcome& outcome : outcomes)
        if (!outcome.dropped)
            series.points.push_back(
                {seconds(outcome.released), 1e3 * seconds(outcome.released - outcome.captured)});
    plots::Lane lane{.name = tr("Latency"), .unit = tr("ms"), .series = {std::move(series)}};
    if (lane.series.front().points.empty()) {
        lane.series.clear();
        lane.missing = tr("none of these frames was processed");
    }
    return lane;
}

QString noteOf(const EdgeSession& session, Outcomes shown)
{
    const auto all = session.end.figures.counts.read;
    const QString emulated = session.isEmulated() ? tr("; emulated devices") : QString();
    if (shown.size() >= all)
        return tr("all %1 frames").arg(count(all)) + emulated;
    return tr("the newest %1 of %2 frames").arg(count(shown.size()), count(all)) + emulated;
}

} // namespace

plots::LanesData ganttOf(const EdgeSession& session, std::size_t mostFrames)
{
    Outcomes outcomes(session.outcomes);
    outcomes = outcomes.last(std::min(mostFrames, outcomes.size()));
    plots::LanesData data{.title = session.title(),
        .note = noteOf(session, outcomes),
        .xTitle = tr("Time since the run began [s]"),
        .lanes = deviceLanes(session, outcomes)};
    data.lanes.push_back(droppedLane(outcomes));
    data.lanes.push_back(waitingLane(outcomes));
    data.lanes.push_back(latencyLane(outcomes));
    return data;
}

} // namespace cobench::ui
