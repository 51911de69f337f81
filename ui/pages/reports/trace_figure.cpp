// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/trace_figure.h"

#include "core/jobs/read_runs.h"
#include "core/train/trainer.h"
#include "ui/pages/edge/detect_view.h"
#include "ui/pages/reports/curves_figure.h"
#include "ui/pages/reports/phrases.h"
#include "ui/pages/reports/replay_figure.h"
#include "ui/pages/reports/sweep_figure.h"
#include "ui/pages/reports/trace_lanes.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace cobench::ui {

namespace {

constexpr double kGap = 5.0; // seconds without a sample: it was stopped
constexpr int kMostMarks = 60;
constexpr std::string_view kPhase = "phase"; // unit of the lane that tells it

QString tr(const char* text)
{
    return QCoreApplication::translate("TraceFigure", text);
}

/// One quantity with where it belongs.
struct Quantity {
    LanePlace place;
    std::vector<plots::CurvePoint> points; // in the recorded unit
    QString missing;
    std::optional<std::size_t> traceLane;
    std::string tag;
};

std::vector<plots::CurvePoint> scalarPoints(const std::vector<study::ScalarPoint>& points, double start)
{
    std::vector<plots::CurvePoint> drawn;
    drawn.reserve(points.size());
    for (const study::ScalarPoint& point : points)
        drawn.push_back({point.time - start, point.value});
    std::ranges::stable_sort(drawn, {}, &plots::CurvePoint::x);
    return drawn;
}

std::vector<Quantity> quantitiesOf(const jobs::RunTrace& recorded, double start)
{
    std::vector<Quantity> all;
    for (std::size_t lane = 0; lane < recorded.trace.lanes.size(); ++lane) {
        const data::TraceLane& of = recorded.trace.lanes[lane];
        if (auto place = placeOfLane(of.name, of.unit))
            all.push_back({.place = std::move(*place),
                .points = lanePoints(recorded.trace, lane, 0, start, 1.0),
                .missing = QString::fromStdString(of.missing),
                .traceLane = lane,
                .tag = {}});
    }
    for (const auto& [tag, points] : recorded.scalars)
        if (auto place = placeOfScalar(tag))
            all.push_back({.place = std::move(*place),
                .points = scalarPoints(points, start),
                .missing = {},
                .traceLane = {},
                .tag = tag});
    if (const auto* steps = clockOf(recorded))
        if (auto rates = throughputOf(recorded.run, *steps, 0); !rates.empty())
            all.push_back({.place = throughputPlace(),
                .points = scalarPoints(rates, start),
                .missing = {},
                .traceLane = {},
                .tag = "throughput"});
    std::ranges::stable_sort(all, [](const Quantity& a, const Quantity& b) {
        return std::pair(a.place.order, a.place.lane) < std::pair(b.place.order, b.place.lane);
    });
    return all;
}

/// Bytes in the unit in which the largest value is read best.
std::pair<double, QString> readable(const QString& unit, double largest)
{
    if (unit != QStringLiteral("B") && unit != QStringLiteral("B/s"))
        return {1.0, unit};
    static constexpr std::array<const char*, 4> kPrefixes{"", "k", "M", "G"};
    std::size_t step = 0;
    double scale = 1.0;
    for (; largest * scale >= 1000.0 && step + 1 < kPrefixes.size(); ++step)
        scale /= 1000.0;
    return {scale, QString::fromLatin1(kPrefixes[step]) + unit};
}

/// The quantities of one lane, which have the same place.
void addLane(std::span<Quantity> quantities, TraceFigure& figure)
{
    plots::Lane lane{.name = quantities.front().place.lane, .unit = quantities.front().place.unit};
    double largest = 0.0;
    for (const Quantity& quantity : quantities)
        for (const plots::CurvePoint& point : quantity.points)
            largest = std::max(largest, std::isnan(point.y) ? 0.0 : std::abs(point.y));
    const auto [factor, unit] = readable(lane.unit, largest);
    lane.unit = unit;
    lane.top = quantities.front().place.top;
    QStringList reasons;
    for (Quantity& quantity : quantities) {
        if (quantity.points.empty()) {
            reasons += quantity.missing;
            continue;
        }
        const LaneTarget target{
            .lane = figure.plot.lanes.size(), .series = lane.series.size(), .scale = factor * quantity.place.scale};
        for (plots::CurvePoint& point : quantity.points)
            point.y *= target.scale;
        lane.series.push_back({.name = quantity.place.series, .points = std::move(quantity.points)});
        if (quantity.traceLane)
            figure.ofTraceLane[*quantity.traceLane] = target;
        else
            figure.ofTag[quantity.tag] = target;
    }
    reasons.removeAll(QString());
    reasons.removeDuplicates();
    if (lane.series.empty())
        lane.missing = reasons.isEmpty() ? tr("nothing was recorded")
                                         : tr("not recorded: %1").arg(reasons.join(QStringLiteral("; ")));
    figure.plot.lanes.push_back(std::move(lane));
}

/// When the first iteration of which that is known began, as far as the trace does not tell an earlier time.
double startOf(const jobs::RunTrace& recorded)
{
    const auto* steps = clockOf(recorded);
    double start = ui::startOf(recorded.run, steps ? std::span(*steps) : std::span<const study::ScalarPoint>());
    if (!recorded.trace.times.empty())
        start = start > 0.0 ? std::min(start, recorded.trace.times.front()) : recorded.trace.times.front();
    return start;
}

QString noteOf(const jobs::RunTrace& recorded)
{
    const auto& times = recorded.trace.times;
    if (times.size() < 2)
        return tr("no samples");
    const double seconds = times.back() - times.front();
    return tr("%1 samples, %2 a second")
        .arg(count(times.size()), fixed(static_cast<double>(times.size() - 1) / seconds, 1));
}

} // namespace

std::vector<plots::CurvePoint> lanePoints(
    const data::Trace& trace, std::size_t lane, std::size_t first, double start, double scale)
{
    std::vector<plots::CurvePoint> points;
    if (!trace.lanes[lane].missing.empty())
        return points;
    points.reserve(trace.times.size() - first);
    bool wasStopped = false;
    for (std::size_t sample = first; sample < trace.times.size(); ++sample) {
        const double value = static_cast<double>(trace.value(sample, lane));
        const double x = trace.times[sample] - start;
        wasStopped = wasStopped || (sample > first && trace.times[sample] - trace.times[sample - 1] > kGap);
        if (std::isnan(value))
            continue;
        if (std::exchange(wasStopped, false) && !points.empty())
            points.push_back({(points.back().x + x) / 2.0, std::nan("")});
        points.push_back({x, value * scale});
    }
    return points;
}

std::vector<plots::LaneState> phaseStates(const data::Trace& trace, double start)
{
    std::vector<plots::LaneState> states;
    const auto lane = std::ranges::find(trace.lanes, kPhase, &data::TraceLane::unit);
    if (lane == trace.lanes.end())
        return states;
    const auto index = static_cast<std::size_t>(lane - trace.lanes.begin());
    double last = 0.0;
    for (std::size_t sample = 0; sample < trace.times.size(); ++sample) {
        const float value = trace.value(sample, index);
        if (!(value >= 0.0F && value < static_cast<float>(train::kPhases)))
            continue;
        const auto phase = static_cast<train::Phase>(value);
        const double x = trace.times[sample] - start;
        const std::string_view name = id(phase);
        const QString title = tr(std::string(name).c_str());
        const bool goesOn = !states.empty() && x - last < kGap;
        if (goesOn)
            states.back().to = x;
        if (!goesOn || states.back().name != title)
            states.push_back({.from = x, .to = x, .name = title, .category = static_cast<std::size_t>(phase)});
        last = x;
    }
    return states;
}

const std::vector<study::ScalarPoint>* clockOf(const jobs::RunTrace& recorded)
{
    const std::vector<study::ScalarPoint>* longest = nullptr;
    for (const auto& [tag, points] : recorded.scalars)
        if (points.size() > 1 && (!longest || points.size() > longest->size()))
            longest = &points;
    return longest;
}

std::vector<study::ScalarPoint> throughputOf(
    const study::Run& run, const std::vector<study::ScalarPoint>& steps, std::size_t first)
{
    const study::Value batch = study::valueOf(run, "batch");
    const auto* samples = std::get_if<double>(&batch);
    std::vector<study::ScalarPoint> rates;
    for (std::size_t i = std::max<std::size_t>(1, first); samples && i < steps.size(); ++i) {
        const double seconds = steps[i].time - steps[i - 1].time;
        if (seconds > 0.0)
            rates.push_back({.step = steps[i].step,
                .time = steps[i].time,
                .value = *samples * (steps[i].step - steps[i - 1].step) / seconds});
    }
    return rates;
}

std::vector<plots::AxisMark> epochTimes(const jobs::RunTrace& recorded, double start)
{
    std::vector<plots::AxisMark> marks;
    const auto* steps = clockOf(recorded);
    const double length = study::iterationsPerEpoch(recorded.run);
    if (!steps || !(length > 0.0) || steps->back().step / length > kMostMarks)
        return marks;
    double next = length;
    for (std::size_t i = 0; i < steps->size(); ++i) {
        for (; (*steps)[i].step >= next; next += length) {
            const auto& to = (*steps)[i];
            const auto& from = (*steps)[i == 0 ? 0 : i - 1];
            const double share = to.step > from.step ? (next - from.step) / (to.step - from.step) : 1.0;
            marks.push_back({.x = from.time + share * (to.time - from.time) - start,
                .name = tr("epoch %1").arg(std::lround(next / length))});
        }
    }
    return marks;
}

std::vector<plots::AxisMark> traceMarks(const jobs::RunTrace& recorded, double start)
{
    std::vector<plots::AxisMark> marks = epochTimes(recorded, start);
    const std::vector<double>& times = recorded.trace.times;
    for (std::size_t i = 1; i < times.size(); ++i)
        if (times[i] - times[i - 1] > kGap)
            marks.push_back({.x = times[i] - start, .name = tr("resumed")});
    std::ranges::stable_sort(marks, {}, &plots::AxisMark::x);
    return marks;
}

TraceFigure drawTrace(const jobs::RunTrace& recorded)
{
    TraceFigure figure;
    figure.start = startOf(recorded);
    figure.ofTraceLane.resize(recorded.trace.lanes.size());
    figure.plot = {.title = tr("Resources of %1").arg(QString::fromStdString(recorded.run.name)),
        .note = noteOf(recorded),
        .xTitle = axisTitle(study::XAxis::Time),
        .lanes = {},
        .marks = traceMarks(recorded, figure.start)};
    if (std::ranges::find(recorded.trace.lanes, kPhase, &data::TraceLane::unit) != recorded.trace.lanes.end()) {
        figure.phases = 0;
        figure.plot.lanes.push_back({.name = tr("Phase"),
            .unit = {},
            .series = {},
            .states = phaseStates(recorded.trace, figure.start),
            .top = {},
            .missing = {}});
    }
    std::vector<Quantity> quantities = quantitiesOf(recorded, figure.start);
    for (auto first = quantities.begin(); first != quantities.end();) {
        const auto last = std::find_if(first, quantities.end(), [&](const Quantity& other) {
            return other.place.order != first->place.order || other.place.lane != first->place.lane;
        });
        addLane({first, last}, figure);
        first = last;
    }
    return figure;
}

Result<FigureData> computeTrace(
    const ViewSpec& view, const std::filesystem::path& project, const CancelToken& cancel)
{
    const auto runs = jobs::listRuns(project);
    if (!runs)
        return runs.error();
    std::int64_t number = 0;
    const char* const end = view.subject.data() + view.subject.size();
    const bool isNumber = std::from_chars(view.subject.data(), end, number).ptr == end;
    const auto run = std::ranges::find_if(*runs,
        [&](const study::Run& other) { return isNumber ? other.id.value == number : other.name == view.subject; });
    if (run == runs->end())
        return Error{.code = ErrorCode::Usage,
            .subject = project.string(),
            .detail = "there is no run " + view.subject,
            .cure = "cobench-cli runs list tells which there are"};
    const auto recorded = jobs::readTrace(project, run->id, cancel);
    if (!recorded)
        return recorded.error();
    if (recorded->trace.times.empty())
        return Error{.code = ErrorCode::Usage,
            .subject = project.string(),
            .detail = "run " + view.subject + " has no trace",
            .cure = "choose one that was trained or traced here"};
    TraceFigure figure = drawTrace(*recorded);
    return FigureData{.view = view,
        .title = figure.plot.title,
        .note = figure.plot.note,
        .explanation = tr("What the run and its machine did, on the run's own clock."),
        .samples = recorded->trace.times.size(),
        .content = std::move(figure.plot)};
}

Result<FigureData> computeOfRuns(
    const ViewSpec& view, const std::filesystem::path& project, const CancelToken& cancel)
{
    if (view.kind == ViewSpec::Kind::Detect)
        return computeDetections(view, project);
    if (view.kind == ViewSpec::Kind::Plan)
        return computePlan(view, project, cancel);
    if (view.kind == ViewSpec::Kind::Sweep)
        return computeSweep(view, project, cancel);
    if (view.kind == ViewSpec::Kind::Replay)
        return computeReplay(view, project, cancel);
    return view.kind == ViewSpec::Kind::Trace ? computeTrace(view, project, cancel)
                                              : computeCurves(view, project, cancel);
}

} // namespace cobench::ui
