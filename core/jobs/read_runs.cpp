// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/read_runs.h"

#include "core/store/runs.h"

#include <algorithm>
#include <map>

namespace cobench::jobs {

namespace {

using StorePointer = std::unique_ptr<store::RunStore>;

/// nullptr when the project has no runs.
Result<StorePointer> openRuns(const std::filesystem::path& project)
{
    auto runs = store::RunStore::open(project, store::RunStore::Role::Reader);
    if (!runs && runs.error().code == ErrorCode::NotFound)
        return StorePointer();
    return runs;
}

study::Run described(const store::RunRow& row)
{
    return {.id = row.id,
        .name = row.name,
        .batch = row.batch,
        .state = row.state,
        .message = row.message,
        .createdAt = row.createdAt,
        .heartbeatAt = row.heartbeatAt,
        .configJson = row.configJson,
        .config = study::configValues(row.configJson),
        .figures = {},
        .tags = {},
        .note = {}};
}

Result<void> addTexts(const store::RunStore& store, std::vector<study::Run>& runs)
{
    const auto tags = store.textsOf("tags");
    const auto notes = store.textsOf("note");
    const auto archived = store.textsOf("archived");
    for (const auto* texts : {&tags, &notes, &archived})
        if (!*texts)
            return texts->error();
    const auto textOf = [](const std::map<RunId, std::string>& texts, RunId run) {
        const auto found = texts.find(run);
        return found == texts.end() ? std::string() : found->second;
    };
    for (study::Run& run : runs) {
        run.tags = textOf(*tags, run.id);
        run.note = textOf(*notes, run.id);
        run.isArchived = archived->contains(run.id);
    }
    return {};
}

} // namespace

Result<std::vector<study::Run>> listRuns(const std::filesystem::path& project)
{
    const auto store = openRuns(project);
    if (!store)
        return store.error();
    std::vector<study::Run> runs;
    if (!*store)
        return runs;
    const auto rows = (*store)->runs();
    if (!rows)
        return rows.error();
    std::ranges::transform(*rows, std::back_inserter(runs), described);
    if (auto read = addTexts(**store, runs); !read)
        return std::move(read).error();
    return runs;
}

Result<void> readFigures(
    const std::filesystem::path& project, std::vector<study::Run>& runs, const CancelToken& cancel)
{
    const auto store = openRuns(project);
    if (!store || !*store)
        return store ? Result<void>() : Result<void>(store.error());
    const auto summaries = (*store)->summaries();
    if (!summaries)
        return summaries.error();
    std::map<RunId, study::Run*> byId;
    for (study::Run& run : runs)
        byId[run.id] = &run;
    for (const store::SeriesSummary& sum : *summaries) {
        if (cancel.isCancelled())
            return cancelled();
        if (const auto run = byId.find(sum.run); run != byId.end())
            run->second->figures[sum.tag] = {.points = sum.points,
                .lastStep = static_cast<double>(sum.lastStep),
                .last = sum.last,
                .min = sum.low,
                .max = sum.high};
    }
    return {};
}

Result<std::vector<RunPoints>> readCurves(const std::filesystem::path& project,
    const std::vector<RunId>& runs,
    const std::string& tag,
    const CancelToken& cancel)
{
    const auto store = openRuns(project);
    if (!store)
        return store.error();
    std::vector<RunPoints> curves;
    if (!*store || runs.empty()) // an empty list would mean all
        return curves;
    auto read = (*store)->curves({.runs = runs, .tag = tag, .parts = 0});
    if (!read)
        return read.error();
    for (const store::Curve& curve : *read) {
        if (cancel.isCancelled())
            return cancelled();
        std::vector<study::ScalarPoint>& points
            = curves.emplace_back(RunPoints{.run = curve.run, .points = {}}).points;
        points.reserve(curve.points.size());
        for (const store::CurvePoint& point : curve.points)
            points.push_back({.step = static_cast<double>(point.step), .time = point.time, .value = point.value});
    }
    return curves;
}

} // namespace cobench::jobs
