// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/scalar_block.h"

#include <bit>
#include <cstring>

namespace cobench::store {

namespace {

static_assert(std::endian::native == std::endian::little, "records are little-endian");

constexpr std::size_t kRecord = 28;

template <typename T>
void put(std::byte*& cursor, const T& value)
{
    std::memcpy(cursor, &value, sizeof value);
    cursor += sizeof value;
}

template <typename T>
void take(const std::byte*& cursor, T& value)
{
    std::memcpy(&value, cursor, sizeof value);
    cursor += sizeof value;
}

} // namespace

std::vector<std::byte> packScalars(std::span<const ScalarRow> rows)
{
    std::vector<std::byte> data(rows.size() * kRecord);
    std::byte* cursor = data.data();
    for (const ScalarRow& row : rows) {
        put(cursor, row.step);
        put(cursor, row.time);
        put(cursor, row.value);
        put(cursor, row.attempt);
    }
    return data;
}

bool unpackScalars(std::span<const std::byte> data, const std::string& tag, std::vector<ScalarRow>& rows)
{
    if (data.size() % kRecord != 0)
        return false;
    const std::byte* cursor = data.data();
    for (std::size_t left = data.size() / kRecord; left > 0; --left) {
        ScalarRow& row = rows.emplace_back();
        row.tag = tag;
        take(cursor, row.step);
        take(cursor, row.time);
        take(cursor, row.value);
        take(cursor, row.attempt);
    }
    return true;
}

} // namespace cobench::store
