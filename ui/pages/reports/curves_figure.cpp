// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/curves_figure.h"

#include "core/jobs/read_trace.h"
#include "core/study/run_filter.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/quantity_names.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>

namespace cobench::ui {

namespace {

constexpr int kMostMarks = 60; // epochs

QString tr(const char* text)
{
    return QCoreApplication::translate("CurvesFigure", text);
}

std::vector<plots::CurvePoint> pointsOf(const std::vector<double>& x, const std::vector<double>& y)
{
    std::vector<plots::CurvePoint> points;
    points.reserve(x.size());
    for (std::size_t i = 0; i < x.size(); ++i)
        points.push_back({x[i], y[i]});
    return points;
}

/// One run with what it recorded.
struct Drawn {
    const study::Run* run = nullptr;
    std::size_t place = 0; // in all
    double start = 0.0;
    study::Curve curve;
};

std::vector<Drawn> onAxis(
    const CurvesQuery& query, std::span<const ShownRun> shown, const std::vector<jobs::RunPoints>& points)
{
    std::map<RunId, const jobs::RunPoints*> byRun;
    for (const jobs::RunPoints& of : points)
        byRun[of.run] = &of;
    std::vector<Drawn> drawn;
    for (const auto& [run, place] : shown) {
        const auto found = byRun.find(run.id);
        if (found == byRun.end())
            continue;
        const double start = startOf(run, found->second->points);
        auto curve = study::onAxis(run, found->second->points, query.axis, start);
        if (!curve.x.empty())
            drawn.push_back({&run, place, start, std::move(curve)});
    }
    return drawn;
}

plots::CurveSeries seriesOf(const study::RunGroup& group, const std::vector<Drawn>& drawn)
{
    const Drawn& first = drawn[group.runs.front()];
    plots::CurveSeries series{.name = QString::fromStdString(group.name), .category = first.place};
    if (group.runs.size() == 1) {
        series.points = pointsOf(first.curve.x, first.curve.y);
        return series;
    }
    std::vector<study::Curve> curves;
    for (const std::size_t index : group.runs)
        curves.push_back(drawn[index].curve);
    study::MeanCurve mean = study::meanOf(curves);
    series.points = pointsOf(mean.x, mean.mean);
    series.low = std::move(mean.low);
    series.high = std::move(mean.high);
    return series;
}

/// Where all runs have epochs of one length, their ends are marked.
std::vector<plots::AxisMark> epochMarks(const CurvesQuery& query, const std::vector<Drawn>& drawn)
{
    double length = query.axis == study::XAxis::Epoch ? 1.0 : std::nan("");
    double end = 0.0;
    for (const Drawn& one : drawn) {
        end = std::max(end, one.curve.x.back());
        if (query.axis == study::XAxis::Epoch)
            continue;
        const study::Value batch = study::valueOf(*one.run, "batch");
        const auto* samples = std::get_if<double>(&batch);
        const double of = study::iterationsPerEpoch(*one.run)
            * (query.axis == study::XAxis::Samples && samples ? *samples : 1.0);
        if (std::isnan(of) || (!std::isnan(length) && of != length))
            return {};
        length = of;
    }
    std::vector<plots::AxisMark> marks;
    if (query.axis == study::XAxis::Time || query.axis == study::XAxis::Energy || !(length > 0.0)
        || end / length > kMostMarks)
        return marks;
    for (int epoch = 1; epoch * length <= end; ++epoch)
        marks.push_back({.x = epoch * length, .name = tr("epoch %1").arg(epoch)});
    return marks;
}

QString noteOf(const CurvesQuery& query, std::size_t drawn, std::size_t shown)
{
    QStringList notes{drawn == 1 ? tr("1 run") : tr("%1 runs").arg(count(drawn))};
    if (drawn < shown)
        notes += tr("%1 have not recorded it").arg(count(shown - drawn));
    if (!query.groupBy.empty())
        notes += tr("mean ± standard deviation over the n runs of a line");
    if (!query.filter.empty())
        notes += QString::fromStdString(query.filter);
    return notes.join(QStringLiteral(" · "));
}

} // namespace

double startOf(const study::Run& run, std::span<const study::ScalarPoint> points)
{
    const double first = points.empty() ? run.createdAt : points.front().time;
    const auto seconds = run.figures.find("run/seconds");
    if (seconds == run.figures.end() || run.heartbeatAt <= 0.0)
        return first;
    return std::min(first, run.heartbeatAt - seconds->second.last);
}

QString axisTitle(study::XAxis axis)
{
    switch (axis) {
    case study::XAxis::Step:
        return tr("Iteration");
    case study::XAxis::Epoch:
        return tr("Epoch");
    case study::XAxis::Samples:
        return tr("Samples seen");
    case study::XAxis::Energy:
        return tr("Energy of the machine [J]");
    case study::XAxis::Time:
        break;
    }
    return tr("Time since the run's start [s]");
}

study::Run forDrawing(const study::Run& run)
{
    study::Run light{.id = run.id,
        .name = run.name,
        .batch = run.batch,
        .state = run.state,
        .message = {},
        .createdAt = run.createdAt,
        .heartbeatAt = run.heartbeatAt,
        .configJson = {},
        .config = run.config,
        .figures = {},
        .tags = run.tags,
        .note = {}};
    study::Figures& longest = light.figures[""]; // only how far the run came
    for (const auto& [tag, figures] : run.figures) {
        longest.lastStep = std::max(longest.lastStep, figures.lastStep);
        if (tag == "run/seconds" || tag == "run/iterations")
            light.figures[tag] = figures;
    }
    return light;
}

CurvesFigure drawCurves(
    const CurvesQuery& query, std::span<const ShownRun> shown, const std::vector<jobs::RunPoints>& points)
{
    const std::vector<Drawn> drawn = onAxis(query, shown, points);
    std::vector<const study::Run*> runs;
    runs.reserve(drawn.size());
    for (const Drawn& one : drawn)
        runs.push_back(one.run);
    CurvesFigure figure;
    figure.plot = {.title = quantityTitle(query.tag),
        .note = noteOf(query, drawn.size(), shown.size()),
        .xTitle = axisTitle(query.axis),
        .yTitle = quantityAxis(query.tag),
        .marks = epochMarks(query, drawn)};
    for (const study::RunGroup& group : study::groupRuns(runs, query.groupBy)) {
        figure.plot.series.push_back(seriesOf(group, drawn));
        if (!query.groupBy.empty())
            figure.plot.series.back().name += QStringLiteral(" (n = %1)").arg(group.runs.size());
        std::vector<RunId>& ids = figure.runs.emplace_back();
        for (const std::size_t index : group.runs)
            ids.push_back(runs[index]->id);
        figure.starts.push_back(drawn[group.runs.front()].start);
    }
    return figure;
}

Result<FigureData> computeCurves(
    const ViewSpec& view, const std::filesystem::path& project, const CancelToken& cancel)
{
    const auto query = parseCurves(view.subject);
    if (!query)
        return query.error();
    auto runs = jobs::listRuns(project);
    if (!runs)
        return runs.error();
    if (const auto read = jobs::readFigures(project, *runs, cancel); !read)
        return read.error();
    const auto filter = study::RunFilter::parse(query->filter).value();
    std::vector<ShownRun> shown;
    std::vector<RunId> ids;
    for (std::size_t place = 0; place < runs->size(); ++place) {
        if (!filter.matches((*runs)[place]))
            continue;
        shown.push_back({.run = (*runs)[place], .place = place});
        ids.push_back((*runs)[place].id);
    }
    auto points = jobs::readCurves(project, ids, query->tag, cancel);
    if (!points)
        return points.error();
    if (query->axis == study::XAxis::Energy)
        if (const auto added = jobs::addEnergy(project, *points, cancel); !added)
            return added.error();
    if (points->empty())
        return Error{.code = ErrorCode::Usage,
            .subject = project.string(),
            .detail = "no run that fits has recorded " + query->tag,
            .cure = "cobench-cli runs list tells what there is"};
    const CurvesFigure figure = drawCurves(*query, shown, *points);
    return FigureData{.view = view,
        .title = figure.plot.title,
        .note = figure.plot.note,
        .explanation = quantityHelp(query->tag),
        .samples = points->size(),
        .content = figure.plot};
}

} // namespace cobench::ui
