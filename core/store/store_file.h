// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"
#include "core/store/file_lock.h"
#include "core/store/file_system.h"
#include "core/store/schema.h"

#include <optional>

namespace cobench::store {

/// An open database of one of the two kinds, checked and of the version that this program knows (a later one only
/// when read-only). Writing holds the lock, taken before the first statement.
struct StoreFile {
    std::optional<FileLock> lock; // set when writable; released last
    Database database;
};

struct StorePlace {
    std::filesystem::path database;
    std::filesystem::path lock;
    std::filesystem::path folder; // made when missing; the lock lies in it
    std::string subject; // what messages about the lock name
};

/// Migrates an older file after a backup beside it (<file>.v<n>.bak). Throws Failure.
StoreFile openForWriting(
    const StorePlace& place, bool create, const Schema& schema, const Environment& environment);
/// Writes nothing, except SQLite's own -shm index where the folder allows it. Throws Failure.
StoreFile openForReading(const std::filesystem::path& file, const Schema& schema, const Environment& environment);

} // namespace cobench::store
