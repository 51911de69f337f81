// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/ids.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/data/pool.h"
#include "core/store/file_system.h"
#include "core/store/policy_entry.h"
#include "core/store/report_entry.h"
#include "core/store/session_entry.h"
#include "core/store/team_entry.h"

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

/// A file that an import read, so that a change of it is noticed.
struct PoolSource {
    std::string path;
    std::uint64_t bytes = 0;
    std::string sha256;
    bool operator==(const PoolSource&) const = default;
};

/// Where a pool came from.
struct PoolOrigin {
    std::vector<PoolSource> sources;
    std::string recipe; // how to read them again, in the importer's words (jobs/import_recipe.h); may be empty
    bool operator==(const PoolOrigin&) const = default;
};

/// The labels of one split.
struct SplitTruth {
    std::string title; // data::Split::title()
    Array<data::Label> labels; // [N]
};

/// Bytes on disk; every file counts once.
struct DiskUse {
    struct OfPool {
        PoolId id;
        std::string name;
        std::uint64_t arrays = 0; // of members that are not deleted; shared ones count for the first pool
    };
    std::uint64_t database = 0; // with its log
    std::vector<OfPool> pools;
    std::uint64_t deleted = 0; // arrays of deleted pools and members, and what interrupted writes left
    std::uint64_t backups = 0; // the project before it was migrated
    std::uint64_t runsDatabase = 0; // the engine's half
    std::uint64_t runArrays = 0;

    std::uint64_t arrays() const; // of all pools
    std::uint64_t total() const;
};

struct CleanUp {
    bool backups = false; // those too; deleted pools and members always go
};

/// What a copy of a project has beside the database, the runs and every array that they name.
enum class CopyScope {
    Everything, // checkpoints of the runs, and detection runs that were interrupted
    Bundle, // nothing
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
        const PoolOrigin& origin,
        Progress& progress,
        const CancelToken& cancel)
        = 0;
    /// Adds one model to every split of a stored pool (a finished run joins). Same N, C and truth, else Conflict.
    virtual Result<void> addMember(PoolId pool, const data::Pool& single) = 0;
    /// Adds splits to a stored pool (its models under another condition); those of the same title are replaced.
    /// `more` has the pool's models, by name, its classes and, in splits of one name, its truth, else Conflict.
    virtual Result<void> addSplits(
        PoolId pool, const data::Pool& more, Progress& progress, const CancelToken& cancel)
        = 0;
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
    /// Replaces the labels of the splits that are named: all of them or none. Shape when the number of samples is
    /// another, Value for a label beyond the classes. The origin is replaced with them.
    virtual Result<void> setTruth(PoolId pool, const std::vector<SplitTruth>& truth, const PoolOrigin& origin) = 0;
    virtual Result<PoolOrigin> origin(PoolId pool) const = 0;
    virtual Result<void> setOrigin(PoolId pool, const PoolOrigin& origin) = 0;

    /// Teams that somebody named, as orderTeams() put them; others after them, in the order they were saved. A name
    /// is free again once its team is deleted.
    virtual Result<std::vector<TeamEntry>> teams(PoolId pool) const = 0;
    /// `members` as in TeamEntry. NotFound: the pool has no such model, not even a hidden one.
    virtual Result<TeamId> addTeam(PoolId pool, const std::string& name, const std::vector<std::int64_t>& members)
        = 0;
    virtual Result<void> renameTeam(TeamId team, const std::string& name) = 0;
    /// Hides the team; restoreTeam undoes it until cleanUp.
    virtual Result<void> deleteTeam(TeamId team) = 0;
    virtual Result<void> restoreTeam(TeamId team) = 0;
    virtual Result<void> orderTeams(PoolId pool, const std::vector<TeamId>& teams) = 0;

    /// Documents of chosen views. A name is free again once its report is deleted.
    virtual Result<std::vector<ReportEntry>> reports() const = 0;
    virtual Result<ReportId> addReport(const std::string& name, const std::vector<BlockEntry>& blocks) = 0;
    virtual Result<std::vector<BlockEntry>> blocks(ReportId report) const = 0;
    /// Replaces them; their order is that of the list.
    virtual Result<void> setBlocks(ReportId report, const std::vector<BlockEntry>& blocks) = 0;
    virtual Result<void> renameReport(ReportId report, const std::string& name) = 0;
    /// Hides the report; restoreReport undoes it until cleanUp.
    virtual Result<void> deleteReport(ReportId report) = 0;
    virtual Result<void> restoreReport(ReportId report) = 0;

    /// Learning-rate policies that somebody named, in their order. A name is free again once its policy is deleted.
    virtual Result<std::vector<PolicyEntry>> policies() const = 0;
    virtual Result<PolicyId> addPolicy(const std::string& name, const PolicyText& text) = 0;
    /// The new version counts from now on; returns its number.
    virtual Result<std::int64_t> addPolicyVersion(PolicyId policy, const PolicyText& text) = 0;
    /// Another of its versions counts.
    virtual Result<void> setPolicyVersion(PolicyId policy, std::int64_t number) = 0;
    virtual Result<void> setPolicyTags(PolicyId policy, const std::vector<std::string>& tags) = 0;
    virtual Result<void> renamePolicy(PolicyId policy, const std::string& name) = 0;
    /// All of them, in their new order.
    virtual Result<void> orderPolicies(const std::vector<PolicyId>& policies) = 0;
    /// Hides the policy; restorePolicy undoes it until cleanUp.
    virtual Result<void> deletePolicy(PolicyId policy) = 0;
    virtual Result<void> restorePolicy(PolicyId policy) = 0;

    /// Detection runs that are over, in the order they were added.
    virtual Result<std::vector<SessionEntry>> sessions() const = 0;
    /// Asks for its blocks until there is none. Conflict: the number it asks for is taken.
    virtual Result<SessionId> addSession(const SessionEntry& entry, const SessionBlocks& blocks) = 0;
    /// Its blocks, in the order they were added.
    virtual Result<void> readSession(SessionId session, const SessionBlockSink& sink) const = 0;
    virtual Result<void> renameSession(SessionId session, const std::string& name) = 0;
    /// Hides the session; restoreSession undoes it until cleanUp.
    virtual Result<void> deleteSession(SessionId session) = 0;
    virtual Result<void> restoreSession(SessionId session) = 0;

    /// Small named texts: layouts ("layout/…"), what was open ("session/…"), settings of views. "recipe/…" belongs
    /// to the pools.
    virtual Result<void> setText(const std::string& key, const std::string& value) = 0;
    virtual Result<std::optional<std::string>> text(const std::string& key) const = 0;
    virtual Result<std::vector<std::string>> textKeys(const std::string& prefix) const = 0;
    virtual Result<void> removeText(const std::string& key) = 0;

    /// Consistent copy under a new name (Conflict when it is taken); the lock stays with this one. Checkpoints
    /// share the disk with the ones here where the file system can do that. Detection runs that go on are left out.
    virtual Result<void> saveCopy(
        const std::filesystem::path& target, CopyScope scope, Progress& progress, const CancelToken& cancel)
        = 0;
    Result<void> saveCopy(const std::filesystem::path& target, Progress& progress, const CancelToken& cancel)
    {
        return saveCopy(target, CopyScope::Everything, progress, cancel);
    }
    /// Removes deleted rows for good, then the arrays nobody names: DiskUse::deleted. Returns the bytes freed. When
    /// cancelled, what is left goes the next time.
    virtual Result<std::uint64_t> cleanUp(const CleanUp& what, Progress& progress, const CancelToken& cancel) = 0;
    Result<std::uint64_t> cleanUp();
    virtual Result<DiskUse> diskUse() const = 0;
    /// Everything that does not match its checksum, and arrays that are missing. Reads the whole project.
    virtual Result<std::vector<Warning>> damage(Progress& progress, const CancelToken& cancel) const = 0;
};

} // namespace cobench::store
