// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/runs.h"

#include <cstddef>
#include <cstring>
#include <optional>
#include <span>

namespace cobench::store {

/// Rows of one tag as the 28-byte records that resources/sql/runs_001_runs.sql describes.
std::vector<std::byte> packScalars(std::span<const ScalarRow* const> rows);
/// Calls `visit(step, time, value, attempt)` for each record; nothing when `data` is not a whole number of them.
template <typename Visit>
void visitScalars(std::span<const std::byte> data, Visit visit);
/// Appends the rows to `rows`; false when `data` is not a whole number of records.
bool unpackScalars(std::span<const std::byte> data, const std::string& tag, std::vector<ScalarRow>& rows);

/// Bytes of one record.
inline constexpr std::size_t kScalarRecord = 28;

template <typename Visit>
void visitScalars(std::span<const std::byte> data, Visit visit)
{
    if (data.size() % kScalarRecord != 0)
        return;
    for (; !data.empty(); data = data.subspan(kScalarRecord)) {
        struct {
            std::uint64_t step;
            double time;
            double value;
            std::uint32_t attempt;
        } record{};
        std::memcpy(&record, data.data(), kScalarRecord);
        visit(record.step, record.time, record.value, record.attempt);
    }
}

} // namespace cobench::store
