// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/ids.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/data/pool.h"
#include "core/store/file_system.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cobench::store {

enum class OpenMode {
    ReadWrite, // takes the project lock; Locked error naming the holder when another process has it
    ReadOnly, // never writes, needs no lock
    Create, // ReadWrite, made when missing
};

/// How a person sees a pool: order, names and exclusions are edits on top of the stored arrays.
struct PoolEntry {
    PoolId id;
    std::string name;
    std::size_t models = 0; // deleted ones not counted
    std::size_t samples = 0; // of the default split
    std::uint32_t classes = 0;
    std::string importedAt; // ISO 8601, UTC
};

struct MemberEntry {
    std::int64_t id = 0; // stable for the pool's life
    std::string name;
    bool excluded = false; // kept, shown greyed, left out of analyses
    bool operator==(const MemberEntry&) const = default;
};

/// What one import read, so that a changed source is noticed.
struct PoolSource {
    std::string path;
    std::uint64_t bytes = 0;
    std::string sha256;
};

struct DiskUse {
    std::uint64_t database = 0; // bytes
    std::uint64_t arrays = 0; // that a row names, hidden ones included
    std::uint64_t reclaimable = 0; // arrays that cleanUp would remove
    std::uint64_t runs = 0; // the engine's half
};

/// P.cobench: the desktop's or the CLI's half of a project. One connection; use from one thread at a time (the
/// desktop gives it a worker of its own). Every function is one transaction: when it returns ok, it is on disk.
/// Errors: Locked, ReadOnly, DiskFull, NewerVersion, Corrupt, NotFound, Conflict (a name is taken).
class Project
{
public:
    static Result<std::unique_ptr<Project>> open(
        const std::filesystem::path& path, OpenMode mode, const Environment& environment = {});
    virtual ~Project() = default;

    virtual const std::filesystem::path& path() const = 0;
    virtual bool isReadOnly() const = 0;

    virtual Result<std::vector<PoolEntry>> pools() const = 0;
    virtual Result<PoolId> findPool(const std::string& name) const = 0;
    /// Arrays are written by content hash beside the project, durable before the row that names them.
    virtual Result<PoolId> addPool(const data::Pool& pool,
        const std::string& name,
        const std::vector<PoolSource>& sources,
        Progress& progress,
        const CancelToken& cancel)
        = 0;
    /// Adds one model to every split of a stored pool (a finished run joins). Same N, C and truth, else Conflict.
    virtual Result<void> addMember(PoolId pool, const data::Pool& single) = 0;
    /// Members in their order, excluded ones left out unless asked for. Arrays are mapped, hashes verified once.
    virtual Result<std::shared_ptr<const data::Pool>> loadPool(PoolId pool, bool withExcluded = false) const = 0;
    /// The same with progress in bytes: the first load of a large pool reads every array to verify it.
    virtual Result<std::shared_ptr<const data::Pool>> loadPool(
        PoolId pool, bool withExcluded, Progress& progress, const CancelToken& cancel) const = 0;
    virtual Result<std::vector<MemberEntry>> members(PoolId pool) const = 0;
    /// Replaces order, names and exclusion flags; an entry left out of the list is deleted (arrays stay until
    /// cleanUp, so undo can bring it back by listing it again).
    virtual Result<void> setMembers(PoolId pool, const std::vector<MemberEntry>& members) = 0;
    virtual Result<void> renamePool(PoolId pool, const std::string& name) = 0;
    virtual Result<void> setClassNames(PoolId pool, const std::vector<std::string>& names) = 0;
    /// Hides the pool; restorePool undoes it until cleanUp.
    virtual Result<void> deletePool(PoolId pool) = 0;
    virtual Result<void> restorePool(PoolId pool) = 0;
    virtual Result<std::vector<PoolSource>> sources(PoolId pool) const = 0;

    /// Small named texts: layouts ("layout/…"), what was open ("session/…"), settings of views.
    virtual Result<void> setText(const std::string& key, const std::string& value) = 0;
    virtual Result<std::optional<std::string>> text(const std::string& key) const = 0;
    virtual Result<std::vector<std::string>> textKeys(const std::string& prefix) const = 0;
    virtual Result<void> removeText(const std::string& key) = 0;

    /// Consistent copy of the database, the runs and every array they name, under a new name (Conflict when it is
    /// taken); the lock stays with this one.
    virtual Result<void> saveCopy(
        const std::filesystem::path& target, Progress& progress, const CancelToken& cancel)
        = 0;
    /// Removes deleted rows and arrays nobody names. Returns the bytes freed.
    virtual Result<std::uint64_t> cleanUp() = 0;
    virtual Result<DiskUse> diskUse() const = 0;
    /// Everything that does not match its checksum, and arrays that are missing. Reads the whole project.
    virtual Result<std::vector<Warning>> damage(Progress& progress, const CancelToken& cancel) const = 0;
};

} // namespace cobench::store
