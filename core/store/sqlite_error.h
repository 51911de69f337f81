// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/error.h"

#include <string>

struct sqlite3;

namespace cobench::store {

/// What SQLite's result code means to a person who owns the file `subject`.
Error sqliteError(sqlite3* handle, int code, const std::string& subject);

} // namespace cobench::store
