// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/scalar_block.h"

#include <bit>
#include <cstring>

namespace cobench::store {

namespace {

static_assert(std::endian::native == std::endian::little, "records are little-endian");

template <typename T>
void put(std::byte*& cursor, const T& value)
{
    std::memcpy(cursor, &value, sizeof value);
    cursor += sizeof value;
}

} // namespace

std::vector<std::byte> packScalars(std::span<const ScalarRow* const> rows)
{
    std::vector<std::byte> data(rows.size() * kScalarRecord);
    std::byte* cursor = data.data();
    for (const ScalarRow* row : rows) {
        put(cursor, row->step);
        put(cursor, row->time);
        put(cursor, row->value);
        put(cursor, row->attempt);
    }
    return data;
}

bool unpackScalars(std::span<const std::byte> data, const std::string& tag, std::vector<ScalarRow>& rows)
{
    if (data.size() % kScalarRecord != 0)
        return false;
    rows.reserve(rows.size() + data.size() / kScalarRecord);
    visitScalars(data, [&](std::uint64_t step, double time, double value, std::uint32_t attempt) {
        rows.push_back({.tag = tag, .step = step, .time = time, .value = value, .attempt = attempt});
    });
    return true;
}

} // namespace cobench::store
