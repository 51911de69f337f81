// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/load_pool.h"
#include "core/store/project.h"

#include <map>
#include <string>
#include <vector>

namespace cobench::jobs {

enum class SourceState {
    Unchanged,
    Changed, // other content under the same name
    Missing,
    Unreadable, // there, but the file system refuses it, or it is no file any more
};

struct SourceStatus {
    store::PoolSource source;
    SourceState state = SourceState::Unchanged;
    std::string reason; // of Unreadable
    bool operator==(const SourceStatus&) const = default;
};

/// Hashes of earlier checks, so that a file is read again only when its size or time changed. A value: whoever
/// checks on another thread gives a copy and takes the new one back.
struct KnownHashes {
    struct Entry {
        std::uint64_t bytes = 0;
        std::int64_t changedAt = 0; // modification time, nanoseconds since the epoch
        std::string sha256;
    };
    std::map<std::string, Entry> byPath;
};

enum class SourceReading {
    WhenNeeded, // a file of the same size that is older than the import counts as unchanged
    Always,
};

/// Compares the sources of a pool that was imported at `importedAt` (store::PoolEntry::importedAt) with what lies
/// there now. Cancelled is the only error.
Result<std::vector<SourceStatus>> checkSources(const std::vector<store::PoolSource>& sources,
    const std::string& importedAt,
    SourceReading reading,
    KnownHashes& known,
    Progress& progress,
    const CancelToken& cancel);

/// How to read a pool again: as it was read, or its sources one by one when that is not known.
io::LoadPoolOptions readingAgain(const store::PoolOrigin& origin);
/// The same with the folder of the source `old` moved to where its file is `place`.
io::LoadPoolOptions readingAgain(
    const store::PoolOrigin& origin, const std::string& old, const std::filesystem::path& place);

struct Relinking {
    store::PoolOrigin origin;
    std::size_t files = 0; // that were found again
};

/// The origin when the source called `old` lies at `place` now. Other sources that are missing are looked for where
/// they would be if their folder moved along; each must have the content that was imported. Conflict when the file
/// at `place` has another one.
Result<Relinking> relinkSource(const store::PoolOrigin& origin,
    const std::string& old,
    const std::filesystem::path& place,
    Progress& progress,
    const CancelToken& cancel);

} // namespace cobench::jobs
