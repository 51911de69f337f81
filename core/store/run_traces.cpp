// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_file.h"
#include "core/store/trace_block.h"

#include <algorithm>
#include <limits>

namespace cobench::store {

namespace {

/// A block that has this many samples does not grow any more.
constexpr std::size_t kWholeBlock = 64;

void dropUntil(double time, data::Trace& trace)
{
    const auto first = std::ranges::upper_bound(trace.times, time) - trace.times.begin();
    trace.times.erase(trace.times.begin(), trace.times.begin() + first);
    trace.values.erase(
        trace.values.begin(), trace.values.begin() + first * static_cast<std::ptrdiff_t>(trace.lanes.size()));
}

} // namespace

std::vector<data::TraceLane> RunFile::lanesOf(RunId run) const
{
    Statement row(m_file.database,
        "SELECT " + intactExpression(sealed::kTraceLane)
            + ", position, name, unit, missing FROM trace_lane WHERE run = ?1 ORDER BY position",
        run.value);
    std::vector<data::TraceLane> lanes;
    while (row.step()) {
        if (row.integer(0) != 1 || row.integer(1) != static_cast<std::int64_t>(lanes.size()))
            throw failure(ErrorCode::Corrupt,
                "the lanes of the trace of run " + std::to_string(run.value) + " do not match their checksums");
        lanes.push_back({.name = row.text(2), .unit = row.text(3), .missing = row.text(4)});
    }
    return lanes;
}

std::vector<std::size_t> RunFile::placeLanes(RunId run, const data::Trace& trace)
{
    std::vector<data::TraceLane> lanes = lanesOf(run);
    Statement insert(m_file.database,
        "INSERT INTO trace_lane (run, position, name, unit, missing, crc)"
        " VALUES (?1, ?2, ?3, ?4, ?5, row_crc(?1, ?2, ?3, ?4, ?5))");
    std::vector<std::size_t> places;
    for (const data::TraceLane& lane : trace.lanes) {
        const auto known = std::ranges::find(lanes, lane.name, &data::TraceLane::name);
        places.push_back(static_cast<std::size_t>(known - lanes.begin()));
        if (known != lanes.end())
            continue;
        insert.bindAll(run.value, static_cast<std::int64_t>(lanes.size()), lane.name, lane.unit, lane.missing)
            .run();
        lanes.push_back(lane);
    }
    return places;
}

void RunFile::appendTrace(RunId run, const data::Trace& trace)
{
    const std::vector<std::size_t> places = placeLanes(run, trace);
    data::Trace placed;
    placed.lanes = lanesOf(run);
    std::vector<float> sample(placed.lanes.size(), std::numeric_limits<float>::quiet_NaN());
    for (std::size_t index = 0; index < trace.times.size(); ++index) {
        for (std::size_t lane = 0; lane < places.size(); ++lane)
            sample[places[lane]] = trace.value(index, lane);
        placed.add(trace.times[index], sample);
        if (placed.times.size() == kWholeBlock || index + 1 == trace.times.size()) {
            appendTraceBlock(run, placed);
            placed.times.clear();
            placed.values.clear();
        }
    }
}

void RunFile::appendTraceBlock(RunId run, data::Trace samples)
{
    Statement count(m_file.database,
        "SELECT blocks FROM trace WHERE run = ?1 AND " + intactExpression(sealed::kTrace),
        run.value);
    const std::int64_t blocks = count.step() ? count.integer(0) : 0;
    std::int64_t sequence = blocks;
    Statement last(m_file.database,
        "SELECT data FROM trace_block WHERE run = ?1 AND sequence = ?2 AND "
            + intactExpression(sealed::kTraceBlock),
        run.value,
        blocks - 1);
    data::Trace grown;
    grown.lanes = samples.lanes;
    if (last.step() && unpackTrace(last.blob(0), grown)
        && grown.times.size() + samples.times.size() <= kWholeBlock) {
        grown.times.insert(grown.times.end(), samples.times.begin(), samples.times.end());
        grown.values.insert(grown.values.end(), samples.values.begin(), samples.values.end());
        samples = std::move(grown);
        sequence = blocks - 1;
    }
    last.reset();
    const std::vector<std::byte> data = packTrace(samples);
    runSql(m_file.database,
        "INSERT OR REPLACE INTO trace_block (run, sequence, first_time, last_time, data, crc)"
        " VALUES (?1, ?2, ?3, ?4, ?5, row_crc(?1, ?2, ?3, ?4, ?5))",
        run.value,
        sequence,
        samples.times.front(),
        samples.times.back(),
        std::span<const std::byte>(data));
    count.reset();
    runSql(m_file.database,
        "INSERT OR REPLACE INTO trace (run, blocks, crc) VALUES (?1, ?2, row_crc(?1, ?2))",
        run.value,
        sequence + 1);
}

Result<data::Trace> RunFile::trace(RunId run, double after) const
{
    return guarded([&] {
        requireRun(run);
        data::Trace trace;
        trace.lanes = lanesOf(run);
        Statement row(m_file.database,
            "SELECT " + intactExpression(sealed::kTraceBlock)
                + ", data FROM trace_block WHERE run = ?1 AND last_time > ?2 ORDER BY sequence",
            run.value,
            after);
        while (row.step())
            if (row.integer(0) == 1)
                unpackTrace(row.blob(1), trace);
        dropUntil(after, trace);
        return trace;
    });
}

Result<std::vector<RunId>> RunFile::tracedRuns() const
{
    return guarded([&] {
        Statement row(m_file.database,
            "SELECT run FROM trace WHERE run IN (SELECT id FROM run WHERE state <> 'deleted') ORDER BY run");
        std::vector<RunId> runs;
        while (row.step())
            runs.push_back(RunId{row.integer(0)});
        return runs;
    });
}

} // namespace cobench::store
