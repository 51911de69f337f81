// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/pool_rows.h"
#include "core/store/project_file.h"
#include "core/store/store_copy.h"

#include <algorithm>
#include <map>

namespace cobench::store {

namespace {

namespace fs = std::filesystem;

std::uint64_t sizeOf(const fs::path& file)
{
    std::error_code missing;
    const auto size = fs::file_size(file, missing);
    return missing ? 0 : size;
}

/// Of the pools and members a person still sees, with the pool that named each array first.
std::map<std::string, PoolId> arraysInUse(Database& database)
{
    Statement rows(database,
        "SELECT split.truth, pool.id FROM split JOIN pool ON pool.id = split.pool WHERE pool.hidden = 0"
        " UNION"
        " SELECT prediction.array, pool.id FROM prediction JOIN member ON member.id = prediction.member"
        " JOIN pool ON pool.id = member.pool WHERE pool.hidden = 0 AND member.hidden = 0"
        " ORDER BY 2");
    std::map<std::string, PoolId> arrays;
    while (rows.step())
        arrays.emplace(rows.text(0), PoolId{rows.integer(1)});
    return arrays;
}

std::vector<fs::path> backupsOf(const fs::path& database)
{
    const std::string prefix = database.filename().string() + ".v";
    std::vector<fs::path> found;
    std::error_code missing;
    for (const auto& entry : fs::directory_iterator(database.parent_path(), missing)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(prefix) || !name.ends_with(".bak"))
            continue;
        const std::string version = name.substr(prefix.size(), name.size() - prefix.size() - 4);
        if (!version.empty() && version.find_first_not_of("0123456789") == std::string::npos)
            found.push_back(entry.path());
    }
    return found;
}

std::uint64_t removeBackups(const fs::path& database, FileSystem& files)
{
    std::uint64_t bytes = 0;
    for (const fs::path& backup : backupsOf(database)) {
        const std::uint64_t size = sizeOf(backup);
        orThrow(files.remove(backup));
        bytes += size;
    }
    return bytes;
}

std::uint64_t withLog(const fs::path& database)
{
    return sizeOf(database) + sizeOf(withSuffix(database, "-wal"));
}

} // namespace

std::uint64_t DiskUse::arrays() const
{
    std::uint64_t bytes = 0;
    for (const OfPool& pool : pools)
        bytes += pool.arrays;
    return bytes;
}

std::uint64_t DiskUse::total() const
{
    return database + arrays() + deleted + backups + runsDatabase + runArrays;
}

Result<std::uint64_t> Project::cleanUp()
{
    Progress progress;
    return cleanUp({}, progress, CancelToken());
}

Result<std::uint64_t> ProjectFile::cleanUp(const CleanUp& what, Progress& progress, const CancelToken& cancel)
{
    return guarded([&] {
        orThrow(write([&] {
            m_file.database.execute(
                "DELETE FROM note WHERE key IN (SELECT 'recipe/' || id FROM pool WHERE hidden = 1);"
                "DELETE FROM note WHERE key IN (SELECT 'team order/' || id FROM pool WHERE hidden = 1);"
                "DELETE FROM pool WHERE hidden = 1; DELETE FROM member WHERE hidden = 1;"
                "DELETE FROM team WHERE hidden = 1; DELETE FROM report WHERE hidden = 1;"
                "DELETE FROM policy WHERE hidden = 1; DELETE FROM session WHERE hidden = 1;");
        }));
        const std::uint64_t bytes = m_arrays.removeAllBut(namedArrays(m_file.database), progress, cancel);
        return what.backups ? bytes + removeBackups(m_layout.database, *m_environment.files) : bytes;
    });
}

Result<DiskUse> ProjectFile::diskUse() const
{
    return guarded([&] {
        DiskUse use = {.database = withLog(path()),
            .pools = {},
            .runsDatabase = withLog(m_layout.runsDatabase),
            .runArrays = ArrayStore(m_layout.runArrays, m_environment.files).bytesBeside({})};
        for (const PoolEntry& pool : orThrow(pools()))
            use.pools.push_back({.id = pool.id, .name = pool.name});
        std::set<std::string> named;
        for (const auto& [array, pool] : arraysInUse(m_file.database)) {
            const auto of = std::ranges::find(use.pools, pool, &DiskUse::OfPool::id);
            if (of != use.pools.end())
                of->arrays += m_arrays.bytesOf(array);
            named.insert(array);
        }
        use.deleted = m_arrays.bytesBeside(named);
        for (const fs::path& backup : backupsOf(path()))
            use.backups += sizeOf(backup);
        return use;
    });
}

Result<std::vector<Warning>> ProjectFile::damage(Progress& progress, const CancelToken& cancel) const
{
    return guarded([&] {
        std::vector<Warning> found = damagedRows(m_file.database, projectSchema().tables);
        const auto note = [&](const Failure& failure) {
            if (failure.error().isCancelled())
                throw failure;
            found.push_back({.subject = failure.error().subject,
                .detail = failure.error().detail,
                .cure = failure.error().cure});
        };
        try {
            requireIntact(m_file.database);
        } catch (const Failure& failure) {
            note(failure);
        }
        progress.beginStage("checking");
        for (const std::string& name : namedArrays(m_file.database)) {
            try {
                m_arrays.verify(name, progress, cancel);
            } catch (const Failure& failure) {
                note(failure);
            }
        }
        return found;
    });
}

Result<void> ProjectFile::saveCopy(
    const fs::path& target, CopyScope scope, Progress& progress, const CancelToken& cancel)
{
    return guarded([&] {
        copyProject(m_layout, m_file.database, m_arrays, layoutOf(target), scope, m_environment, progress, cancel);
    });
}

} // namespace cobench::store
