// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/series_writer.h"

#include "core/store/failure.h"
#include "core/store/scalar_block.h"
#include "core/store/schema.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cobench::store {

namespace {

/// A block that has this much does not grow any more: what a flush rewrites stays small.
constexpr std::size_t kWholeBlock = 4096;

double smaller(double a, double b)
{
    return std::isnan(a) || b < a ? b : a;
}

double larger(double a, double b)
{
    return std::isnan(a) || b > a ? b : a;
}

double orNaN(std::optional<double> value)
{
    return value.value_or(std::numeric_limits<double>::quiet_NaN());
}

} // namespace

SeriesWriter::SeriesWriter(Database& database, RunId run)
    : m_database(database)
    , m_run(run)
    , m_find(database,
          "SELECT " + intactExpression(sealed::kSeries) + ", id, blocks FROM series WHERE run = ?1 AND tag = ?2")
    , m_create(database, "INSERT INTO series (run, tag, blocks) VALUES (?1, ?2, 0)")
    , m_lastBlock(database,
          "SELECT first_step, last_step, data FROM scalar_block WHERE series = ?1 AND sequence = ?2"
          " AND length(data) < ?3 AND "
              + intactExpression(sealed::kScalarBlock))
    , m_writeBlock(database,
          "INSERT OR REPLACE INTO scalar_block (series, sequence, first_step, last_step, data, crc)"
          " VALUES (?1, ?2, ?3, ?4, ?5, row_crc(?1, ?2, ?3, ?4, ?5))")
    , m_count(database, "UPDATE series SET blocks = ?2, crc = row_crc(id, run, tag, ?2) WHERE id = ?1")
    , m_summary(database,
          "SELECT points, last, low, high FROM series_summary WHERE series = ?1 AND "
              + intactExpression(sealed::kSeriesSummary))
    , m_writeSummary(database,
          "INSERT OR REPLACE INTO series_summary (series, points, last_step, last, low, high, crc)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, row_crc(?1, ?2, ?3, ?4, ?5, ?6))")
{
}

SeriesWriter::Series SeriesWriter::seriesOf(std::string_view tag)
{
    m_find.reset();
    if (m_find.bindAll(m_run.value, tag).step()) {
        if (m_find.integer(0) != 1)
            throw Failure({.code = ErrorCode::Corrupt,
                .subject = m_database.path().string(),
                .detail = "the series " + std::string(tag) + " does not match its checksum"});
        return {.id = m_find.integer(1), .blocks = m_find.integer(2)};
    }
    m_create.bindAll(m_run.value, tag).run();
    return {.id = m_database.lastInsertId()};
}

bool SeriesWriter::growLastBlock(
    const Series& series, std::span<const std::byte> data, std::uint64_t first, std::uint64_t last)
{
    m_lastBlock.reset();
    if (series.blocks == 0 || !m_lastBlock.bindAll(series.id, series.blocks - 1, int{kWholeBlock}).step())
        return false;
    const auto old = m_lastBlock.blob(2);
    std::vector<std::byte> grown(old.begin(), old.end());
    grown.insert(grown.end(), data.begin(), data.end());
    const auto oldFirst = static_cast<std::uint64_t>(m_lastBlock.integer(0));
    const auto oldLast = static_cast<std::uint64_t>(m_lastBlock.integer(1));
    m_lastBlock.reset();
    m_writeBlock
        .bindAll(series.id,
            series.blocks - 1,
            std::min(oldFirst, first),
            std::max(oldLast, last),
            std::span<const std::byte>(grown))
        .run();
    return true;
}

void SeriesWriter::addBlock(
    const Series& series, std::span<const std::byte> data, std::uint64_t first, std::uint64_t last)
{
    m_writeBlock.bindAll(series.id, series.blocks, first, last, data).run();
    m_count.bindAll(series.id, series.blocks + 1).run();
}

void SeriesWriter::sumUp(const Series& series, std::span<const ScalarRow* const> rows)
{
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    std::int64_t points = 0;
    double low = kNone;
    double high = kNone;
    m_summary.reset();
    if (m_summary.bindAll(series.id).step()) {
        points = m_summary.integer(0);
        low = orNaN(m_summary.realOrNull(2));
        high = orNaN(m_summary.realOrNull(3));
    } else if (series.blocks > 0) {
        return; // what came before is not summed up: readers do it
    }
    m_summary.reset();
    for (const ScalarRow* row : rows) {
        low = smaller(low, row->value);
        high = larger(high, row->value);
    }
    m_writeSummary
        .bindAll(series.id,
            points + static_cast<std::int64_t>(rows.size()),
            rows.back()->step,
            rows.back()->value,
            low,
            high)
        .run();
}

void SeriesWriter::append(std::string_view tag, std::span<const ScalarRow* const> rows)
{
    const Series series = seriesOf(tag);
    m_find.reset();
    const auto [first, last] = std::ranges::minmax(rows, {}, [](const ScalarRow* row) { return row->step; });
    const std::vector<std::byte> data = packScalars(rows);
    if (!growLastBlock(series, data, first->step, last->step))
        addBlock(series, data, first->step, last->step);
    sumUp(series, rows);
}

} // namespace cobench::store
