// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/checksums.h"
#include "core/store/curve_points.h"
#include "core/store/run_file.h"
#include "core/store/scalar_block.h"

#include <cmath>
#include <limits>

namespace cobench::store {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

} // namespace

/// From the blocks: for series of an older file, or whose summary is damaged.
SeriesSummary RunFile::summedUp(const Series& series, RunId run) const
{
    std::vector<ScalarRow> rows;
    std::vector<ScalarGap> gaps;
    readSeries(series, rows, gaps);
    SeriesSummary sum{
        .run = run, .tag = series.tag, .points = rows.size(), .last = kNone, .low = kNone, .high = kNone};
    for (const ScalarRow& row : rows) {
        sum.lastStep = row.step;
        sum.last = row.value;
        sum.low = std::fmin(sum.low, row.value);
        sum.high = std::fmax(sum.high, row.value);
    }
    return sum;
}

Result<std::vector<SeriesSummary>> RunFile::summaries() const
{
    return guarded([&] {
        Statement row(m_file.database,
            "SELECT s.id, s.run, s.tag, s.blocks, row_crc(s.id, s.run, s.tag, s.blocks) = s.crc,"
            " row_crc(m.series, m.points, m.last_step, m.last, m.low, m.high) = m.crc,"
            " m.points, m.last_step, m.last, m.low, m.high FROM series s"
            " LEFT JOIN series_summary m ON m.series = s.id"
            " WHERE s.run NOT IN (SELECT id FROM run WHERE state = 'deleted') ORDER BY s.run, s.tag");
        std::vector<SeriesSummary> all;
        std::vector<std::pair<std::size_t, Series>> unknown;
        while (row.step()) {
            if (row.integer(4) != 1 && kVerifiesChecksums)
                continue;
            if (row.integer(5) != 1)
                unknown.push_back(
                    {all.size(), {.id = row.integer(0), .tag = row.text(2), .blocks = row.integer(3)}});
            all.push_back({.run = RunId{row.integer(1)},
                .tag = row.text(2),
                .points = static_cast<std::uint64_t>(row.integer(6)),
                .lastStep = static_cast<std::uint64_t>(row.integer(7)),
                .last = row.realOrNull(8).value_or(kNone),
                .low = row.realOrNull(9).value_or(kNone),
                .high = row.realOrNull(10).value_or(kNone)});
        }
        for (const auto& [index, series] : unknown)
            all[index] = summedUp(series, all[index].run);
        return all;
    });
}

Result<std::vector<Curve>> RunFile::curves(const CurveQuery& query) const
{
    return guarded([&] {
        std::vector<RunId> runs = query.runs;
        if (runs.empty()) {
            Statement row(m_file.database, "SELECT id FROM run WHERE state <> 'deleted' ORDER BY id");
            while (row.step())
                runs.push_back(RunId{row.integer(0)});
        }
        Statement row(m_file.database,
            std::string("SELECT s.id, s.tag, b.data FROM series s JOIN scalar_block b ON b.series = s.id"
                        " WHERE s.run = ?1 AND ")
                + (query.tag.empty() ? "?2 = ''" : "s.tag = ?2")
                + " AND row_crc(b.series, b.sequence, b.first_step, b.last_step, b.data) = b.crc"
                  " ORDER BY s.tag, s.id, b.sequence");
        std::vector<Curve> curves;
        CurvePoints points;
        for (const RunId run : runs) {
            std::int64_t current = 0;
            const auto finish = [&] {
                if (current != 0)
                    curves.back().points = points.take(query.parts);
            };
            row.bindAll(run.value, query.tag);
            while (row.step()) {
                if (row.integer(0) != current) {
                    finish();
                    current = row.integer(0);
                    curves.push_back({.run = run, .tag = row.text(1), .points = {}});
                }
                visitScalars(
                    row.blob(2), [&](std::uint64_t step, double time, double value, std::uint32_t attempt) {
                        points.add({step, time, value}, attempt);
                    });
            }
            finish();
            row.reset();
        }
        return curves;
    });
}

} // namespace cobench::store
