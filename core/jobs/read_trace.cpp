// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/read_trace.h"

#include "core/store/runs.h"
#include "core/trace/totals.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace cobench::jobs {

namespace {

std::map<int, std::string> processesOf(const std::map<std::string, std::string>& texts)
{
    std::map<int, std::string> names;
    for (const auto& [key, value] : texts) {
        int pid = 0;
        if (key.starts_with(kProcessText)
            && std::from_chars(key.data() + kProcessText.size(), key.data() + key.size(), pid).ec == std::errc{})
            names[pid] = value;
    }
    return names;
}

/// `values` at ascending `times`, read in between.
double valueAt(const std::vector<double>& times, const std::vector<double>& values, double time)
{
    const auto next = static_cast<std::size_t>(std::ranges::upper_bound(times, time) - times.begin());
    if (next == 0)
        return values.front();
    if (next == times.size())
        return values.back();
    return std::lerp(values[next - 1], values[next], (time - times[next - 1]) / (times[next] - times[next - 1]));
}

} // namespace

Result<RunTrace> readTrace(const std::filesystem::path& project, RunId run, const CancelToken& cancel)
{
    auto runs = listRuns(project);
    if (!runs)
        return runs.error();
    std::erase_if(*runs, [run](const study::Run& other) { return other.id != run; });
    if (runs->empty())
        return Error{.code = ErrorCode::NotFound,
            .subject = project.string(),
            .detail = "has no run " + std::to_string(run.value),
            .cure = "cobench-cli runs list tells which there are"};
    if (const auto read = readFigures(project, *runs, cancel); !read)
        return read.error();
    const auto store = store::RunStore::open(project, store::RunStore::Role::Reader);
    if (!store)
        return store.error();
    RunTrace recorded{.run = std::move(runs->front()), .scalars = {}, .trace = {}, .processes = {}};
    auto trace = (*store)->trace(run);
    if (!trace)
        return trace.error();
    recorded.trace = std::move(*trace);
    const auto texts = (*store)->texts(run);
    if (!texts)
        return texts.error();
    recorded.processes = processesOf(*texts);
    const auto curves = (*store)->curves({.runs = {run}, .tag = {}, .parts = 0});
    if (!curves)
        return curves.error();
    for (const store::Curve& curve : *curves) {
        if (cancel.isCancelled())
            return cancelled();
        auto& points = recorded.scalars[curve.tag];
        for (const store::CurvePoint& point : curve.points)
            points.push_back({.step = static_cast<double>(point.step), .time = point.time, .value = point.value});
    }
    return recorded;
}

Result<data::Trace> readSamples(const std::filesystem::path& project, RunId run, double after)
{
    const auto store = store::RunStore::open(project, store::RunStore::Role::Reader);
    if (!store)
        return store.error();
    return (*store)->trace(run, after);
}

Result<void> addEnergy(
    const std::filesystem::path& project, std::vector<RunPoints>& runs, const CancelToken& cancel)
{
    for (RunPoints& run : runs) {
        if (cancel.isCancelled())
            return cancelled();
        const auto trace = readSamples(project, run.run, -std::numeric_limits<double>::infinity());
        if (!trace)
            return trace.error();
        const std::vector<double> energy = trace::energyUntil(*trace);
        if (energy.empty())
            continue;
        for (study::ScalarPoint& point : run.points)
            point.energy = valueAt(trace->times, energy, point.time);
    }
    return {};
}

} // namespace cobench::jobs
