// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

struct sqlite3;

namespace cobench::store {

/// Gives a connection the SQL function row_crc(…): CRC-32 over the types and values of its arguments.
void registerRowCrc(sqlite3* handle);

} // namespace cobench::store
