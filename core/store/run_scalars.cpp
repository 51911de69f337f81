// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_file.h"
#include "core/store/scalar_block.h"
#include "core/store/series_writer.h"

#include <map>
#include <string_view>

namespace cobench::store {

void RunFile::appendEvents(RunId run, std::vector<EventRow>& events)
{
    if (events.empty())
        return;
    Statement insert(
        m_file.database, "INSERT INTO event (number, run, payload, crc) VALUES (?1, ?2, ?3, row_crc(?1, ?2, ?3))");
    auto number = static_cast<std::uint64_t>(m_file.database.integer("SELECT coalesce(max(number), 0) FROM event"));
    for (EventRow& event : events) {
        event.number = ++number;
        insert.bindAll(event.number, run.value, std::as_bytes(std::span(event.payload))).run();
    }
}

/// By tag, in the order of arrival within each.
void RunFile::appendScalars(RunId run, const std::vector<ScalarRow>& scalars)
{
    std::map<std::string_view, std::vector<const ScalarRow*>> byTag;
    for (const ScalarRow& row : scalars)
        byTag[row.tag].push_back(&row);
    if (byTag.empty())
        return;
    SeriesWriter writer(m_file.database, run);
    for (const auto& [tag, rows] : byTag)
        writer.append(tag, rows);
}

Result<void> RunFile::append(
    RunId run, const std::vector<ScalarRow>& scalars, std::vector<EventRow>& events, const data::Trace& trace)
{
    return write([&] {
        requireRun(run);
        appendScalars(run, scalars);
        appendEvents(run, events);
        if (!trace.times.empty())
            appendTrace(run, trace);
    });
}

std::vector<RunFile::Series> RunFile::allSeries(RunId run) const
{
    Statement row(m_file.database,
        "SELECT " + intactExpression(sealed::kSeries) + ", id, tag, blocks FROM series WHERE run = ?1 ORDER BY tag",
        run.value);
    std::vector<Series> all;
    while (row.step())
        all.push_back(
            {.id = row.integer(1), .tag = row.text(2), .blocks = row.integer(3), .isIntact = row.integer(0) == 1});
    return all;
}

void RunFile::readSeries(const Series& series, std::vector<ScalarRow>& rows, std::vector<ScalarGap>& gaps) const
{
    if (!series.isIntact)
        return gaps.push_back({.tag = series.tag});
    Statement row(m_file.database,
        "SELECT " + intactExpression(sealed::kScalarBlock)
            + ", sequence, first_step, last_step, data FROM scalar_block WHERE series = ?1"
              " ORDER BY sequence",
        series.id);
    std::int64_t expected = 0;
    while (row.step()) {
        if (row.integer(1) != expected)
            gaps.push_back({.tag = series.tag});
        if (row.integer(0) != 1 || !unpackScalars(row.blob(4), series.tag, rows))
            gaps.push_back({.tag = series.tag,
                .firstStep = static_cast<std::uint64_t>(row.integer(2)),
                .lastStep = static_cast<std::uint64_t>(row.integer(3))});
        expected = row.integer(1) + 1;
    }
    if (expected < series.blocks)
        gaps.push_back({.tag = series.tag});
}

Result<std::vector<ScalarRow>> RunFile::scalars(RunId run, const std::string& tag) const
{
    return guarded([&] {
        requireRun(run);
        std::vector<ScalarRow> rows;
        std::vector<ScalarGap> gaps;
        for (const Series& series : allSeries(run))
            if (series.tag == tag)
                readSeries(series, rows, gaps);
        return rows;
    });
}

Result<std::vector<ScalarGap>> RunFile::scalarGaps(RunId run) const
{
    return guarded([&] {
        requireRun(run);
        std::vector<ScalarRow> rows;
        std::vector<ScalarGap> gaps;
        for (const Series& series : allSeries(run))
            readSeries(series, rows, gaps);
        return gaps;
    });
}

Result<std::vector<std::string>> RunFile::tags(RunId run) const
{
    return guarded([&] {
        requireRun(run);
        std::vector<std::string> names;
        for (const Series& series : allSeries(run))
            names.push_back(series.tag);
        return names;
    });
}

Result<std::vector<EventRow>> RunFile::eventsAfter(std::uint64_t number, std::size_t limit) const
{
    return guarded([&] {
        Statement row(m_file.database,
            "SELECT number, payload FROM event WHERE number > ?1 AND " + intactExpression(sealed::kEvent)
                + " ORDER BY number LIMIT ?2",
            number,
            limit);
        std::vector<EventRow> events;
        while (row.step())
            events.push_back({.number = static_cast<std::uint64_t>(row.integer(0)), .payload = row.text(1)});
        return events;
    });
}

Result<void> RunFile::removeEvents(std::span<const std::uint64_t> numbers)
{
    return write([&] {
        Statement remove(
            m_file.database, "DELETE FROM event WHERE number = ?1 AND number < (SELECT max(number) FROM event)");
        for (const std::uint64_t number : numbers)
            remove.bindAll(number).run();
    });
}

Result<std::uint64_t> RunFile::lastEvent() const
{
    return guarded([&] {
        return static_cast<std::uint64_t>(m_file.database.integer("SELECT coalesce(max(number), 0) FROM event"));
    });
}

} // namespace cobench::store
