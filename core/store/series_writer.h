// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"
#include "core/store/runs.h"

#include <string_view>

namespace cobench::store {

/// Adds scalars to the series of one run. A run that reports ten numbers a flush would leave thousands of tiny
/// blocks: the last block of a series grows until it is worth one. Belongs into a transaction; throws Failure.
class SeriesWriter
{
public:
    SeriesWriter(Database& database, RunId run);
    void append(std::string_view tag, std::span<const ScalarRow* const> rows);

private:
    struct Series {
        std::int64_t id = 0;
        std::int64_t blocks = 0;
    };
    Series seriesOf(std::string_view tag);
    /// False when there is no intact last block that may still grow.
    bool growLastBlock(
        const Series& series, std::span<const std::byte> data, std::uint64_t first, std::uint64_t last);
    void addBlock(const Series& series, std::span<const std::byte> data, std::uint64_t first, std::uint64_t last);
    void sumUp(const Series& series, std::span<const ScalarRow* const> rows);

    Database& m_database;
    RunId m_run;
    Statement m_find;
    Statement m_create;
    Statement m_lastBlock;
    Statement m_writeBlock;
    Statement m_count;
    Statement m_summary;
    Statement m_writeSummary;
};

} // namespace cobench::store
