// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/detect_view.h"

#include "ui/pages/edge/compare_figure.h"
#include "ui/pages/edge/gantt_figure.h"
#include "ui/pages/edge/plan_query.h"

#include <QCoreApplication>

#include <limits>

namespace cobench::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("DetectView", text);
}

Result<FigureData> ganttView(const ViewSpec& view, const store::Project& project)
{
    const auto stored = jobs::findSession(project, view.subject);
    if (!stored)
        return stored.error();
    auto outcomes = jobs::readOutcomes(project, *stored);
    if (!outcomes)
        return std::move(outcomes).error();
    const auto session = sessionOf(*stored);
    session->outcomes = *std::move(outcomes);
    plots::LanesData plot = ganttOf(*session, std::numeric_limits<std::size_t>::max());
    FigureData figure{.view = view,
        .title = plot.title,
        .note = plot.note,
        .explanation
        = tr("Which device worked on which frame, what was dropped and why, how many waited and how long "
             "each took, over the run's time."),
        .samples = session->outcomes.size()};
    figure.content = std::move(plot);
    return figure;
}

Result<FigureData> comparisonView(const ViewSpec& view, const store::Project& project)
{
    const auto comparison = parseComparison(view.samples);
    if (!comparison)
        return comparison.error();
    const auto stored = jobs::listSessions(project);
    if (!stored)
        return stored.error();
    std::vector<std::unique_ptr<EdgeSession>> sessions;
    std::vector<const EdgeSession*> compared;
    for (const jobs::StoredSession& one : *stored)
        compared.push_back(sessions.emplace_back(sessionOf(one)).get());
    plots::CurvesData plot = comparisonOf(compared, comparison->by, comparison->figure);
    if (plot.series.empty())
        return Error{.code = ErrorCode::Empty,
            .subject = project.path().string(),
            .detail = "keeps no detection run that has this figure",
            .cure = "cobench-cli detect run --project keeps one"};
    FigureData figure{.view = view,
        .title = plot.title,
        .note = plot.note,
        .explanation = tr("Every point is a run; lines join the runs of one scheduler."),
        .samples = compared.size()};
    figure.content = std::move(plot);
    return figure;
}

/// Into the question: devices like those that worked in a run.
Result<ToldPlan::Measured> askOfRun(
    const std::string& run, const std::filesystem::path& path, detect::CapacityQuestion& question)
{
    const auto project = store::Project::open(path, store::OpenMode::ReadOnly);
    if (!project)
        return project.error();
    const auto stored = jobs::findSession(**project, run);
    if (!stored)
        return stored.error();
    const auto device = jobs::measuredDevice(**project, *stored);
    if (!device)
        return device.error();
    question.devices = {*device};
    const detect::RunFigures& figures = stored->record.figures;
    return ToldPlan::Measured{
        figures.devices.size(), static_cast<int>(stored->entry.id.value), detect::measured(figures)};
}

} // namespace

Result<FigureData> computePlan(const ViewSpec& view, const std::filesystem::path& path, const CancelToken& cancel)
{
    const auto query = parsePlanQuery(view.subject);
    if (!query)
        return query.error();
    ToldPlan told{.question = query->question, .devices = query->devices};
    if (auto devices = detect::emulatedDevices(query->devices)) {
        told.question.devices = *std::move(devices);
    } else {
        auto measured = askOfRun(query->devices, path, told.question);
        if (!measured)
            return std::move(measured).error();
        told.measured = *measured;
    }
    Progress progress;
    auto plan = detect::planCapacity(told.question, progress, cancel);
    if (!plan)
        return std::move(plan).error();
    told.plan = *std::move(plan);
    plots::CurvesData plot = planOf(told, query->figure);
    FigureData figure{.view = view,
        .title = plot.title,
        .note = plot.note,
        .explanation
        = tr("Told for 1, 2, … devices by a queueing formula (reflected Brownian motion, Harrison 1985, with "
             "Sakasegawa's waiting probability, 1977) and by the pipeline itself on a simulated clock, beside what "
             "was measured."),
        .samples = static_cast<std::size_t>(told.question.frames)};
    figure.content = std::move(plot);
    return figure;
}

Result<FigureData> computeDetections(const ViewSpec& view, const std::filesystem::path& path)
{
    const auto project = store::Project::open(path, store::OpenMode::ReadOnly);
    if (!project)
        return project.error();
    return view.samples.empty() ? ganttView(view, **project) : comparisonView(view, **project);
}

} // namespace cobench::ui
