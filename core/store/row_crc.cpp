// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/row_crc.h"

#include <cstdint>
#include <sqlite3.h>
#include <zlib.h>

namespace cobench::store {

namespace {

uLong extend(uLong crc, const void* data, std::size_t size)
{
    return crc32_z(crc, static_cast<const Bytef*>(data), size);
}

uLong extendByValue(uLong crc, sqlite3_value* value)
{
    const int type = sqlite3_value_type(value);
    crc = extend(crc, &type, 1);
    if (type == SQLITE_INTEGER) {
        const std::int64_t number = sqlite3_value_int64(value);
        return extend(crc, &number, sizeof number);
    }
    if (type == SQLITE_FLOAT) {
        const double number = sqlite3_value_double(value);
        return extend(crc, &number, sizeof number);
    }
    if (type == SQLITE_NULL)
        return crc;
    const void* bytes = sqlite3_value_blob(value);
    const auto size = static_cast<std::uint64_t>(sqlite3_value_bytes(value));
    crc = extend(crc, &size, sizeof size);
    return size == 0 ? crc : extend(crc, bytes, size);
}

void rowCrc(sqlite3_context* context, int count, sqlite3_value** values)
{
    uLong crc = crc32_z(0, nullptr, 0);
    for (int index = 0; index < count; ++index)
        crc = extendByValue(crc, values[index]);
    sqlite3_result_int64(context, static_cast<sqlite3_int64>(crc));
}

} // namespace

// Direct only: no schema that came with a file may call it.
void registerRowCrc(sqlite3* handle)
{
    sqlite3_create_function_v2(handle,
        "row_crc",
        -1,
        SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
        nullptr,
        rowCrc,
        nullptr,
        nullptr,
        nullptr);
}

} // namespace cobench::store
