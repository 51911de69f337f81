// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/run_tracks.h"

#include "core/store/runs.h"

#include <algorithm>
#include <array>

namespace cobench::ui {

namespace {

constexpr std::array kEndTags{"train/loss", "val/accuracy"}; // told of runs that are over
constexpr std::size_t kDrawnWhenOver = 20;
constexpr std::size_t kPartsWhenOver = 128;
constexpr std::uint64_t kEventsForProgress = 2000; // the last so many tell how far a run is that goes on

RunTrack* find(std::vector<RunTrack>& tracks, RunId run)
{
    const auto found
        = std::ranges::lower_bound(tracks, run, {}, [](const RunTrack& track) { return track.info.id; });
    return found != tracks.end() && found->info.id == run ? &*found : nullptr;
}

void addPoint(RunTrack& track, const std::string& tag, double step, double time, double value)
{
    RunCurve& curve = track.curves[tag];
    curve.steps.push_back(step);
    curve.times.push_back(time);
    curve.values.push_back(value);
}

Result<void> addCurves(const store::RunStore& store, const store::CurveQuery& query, std::vector<RunTrack>& tracks)
{
    if (query.runs.empty()) // which would mean all
        return {};
    const auto curves = store.curves(query);
    if (!curves)
        return curves.error();
    for (const store::Curve& curve : *curves) {
        RunTrack& track = *find(tracks, curve.run);
        track.curves.erase(curve.tag);
        for (const store::CurvePoint& point : curve.points)
            addPoint(track, curve.tag, static_cast<double>(point.step), point.time, point.value);
    }
    return {};
}

Result<void> addLive(const store::RunStore& store, std::vector<RunTrack>& tracks)
{
    std::vector<RunId> active;
    for (const RunTrack& track : tracks)
        if (isActive(track.info.state))
            active.push_back(track.info.id);
    return addCurves(store, {.runs = active, .tag = {}, .parts = 0}, tracks);
}

/// The newest ones that are over, as a chart of some hundred pixels needs them.
Result<void> addOver(const store::RunStore& store, std::vector<RunTrack>& tracks)
{
    std::vector<RunId> over;
    for (auto track = tracks.rbegin(); track != tracks.rend() && over.size() < kDrawnWhenOver; ++track)
        if (!isActive(track->info.state))
            over.push_back(track->info.id);
    for (const char* tag : kEndTags)
        if (auto added = addCurves(store, {.runs = over, .tag = tag, .parts = kPartsWhenOver}, tracks); !added)
            return added;
    return {};
}

Result<void> addEnds(const store::RunStore& store, std::vector<RunTrack>& tracks)
{
    const auto summaries = store.summaries();
    if (!summaries)
        return summaries.error();
    for (const store::SeriesSummary& sum : *summaries)
        if (RunTrack* track = find(tracks, sum.run);
            track && !isActive(track->info.state) && std::ranges::find(kEndTags, sum.tag) != kEndTags.end())
            addPoint(*track, sum.tag, static_cast<double>(sum.lastStep), 0.0, sum.last);
    return {};
}

Result<void> addProgress(const store::RunStore& store, std::uint64_t last, std::vector<RunTrack>& tracks)
{
    const auto rows = store.eventsAfter(last - std::min(last, kEventsForProgress), kEventsForProgress);
    if (!rows)
        return rows.error();
    for (const store::EventRow& row : *rows) {
        const auto event = engine::decodeEvent(row.number, row.payload);
        RunTrack* track = event ? find(tracks, event->run) : nullptr;
        if (!track || event->kind != engine::Event::Kind::Progress)
            continue;
        track->stage = QString::fromStdString(event->text);
        track->done = event->step;
        track->total = event->total;
    }
    return {};
}

} // namespace

Result<KnownRuns> readRuns(engine::Client& client, const std::string& project)
{
    KnownRuns known;
    // The number first: what happens meanwhile is told twice, which does no harm.
    if (const auto store = store::RunStore::open(project, store::RunStore::Role::Reader))
        if (const auto last = (*store)->lastEvent())
            known.lastEvent = *last;
    auto runs = client.runs(project);
    if (!runs)
        return runs.error();
    std::ranges::sort(*runs, {}, &engine::RunInfo::id);
    for (engine::RunInfo& info : *runs)
        known.tracks.push_back({.info = std::move(info), .stage = {}, .curves = {}});
    const auto store = store::RunStore::open(project, store::RunStore::Role::Reader);
    if (!store && store.error().code == ErrorCode::NotFound)
        return known;
    if (!store)
        return store.error();
    for (const auto& done : {addLive(**store, known.tracks),
             addEnds(**store, known.tracks),
             addOver(**store, known.tracks),
             addProgress(**store, known.lastEvent, known.tracks)})
        if (!done)
            return done.error();
    return known;
}

} // namespace cobench::ui
