// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/pool_rows.h"
#include "core/store/project_file.h"

namespace cobench::store {

Result<std::vector<PoolEntry>> ProjectFile::pools() const
{
    // Which split counts: "test" where there is one, else the first.
    static constexpr const char* kQuery
        = "SELECT id, name, classes, imported_at,"
          " (SELECT count(*) FROM member WHERE member.pool = pool.id AND member.hidden = 0),"
          " coalesce((SELECT samples FROM split WHERE split.pool = pool.id"
          "           ORDER BY name = 'test' AND condition = '' DESC, position LIMIT 1), 0)"
          " FROM pool WHERE hidden = 0 ORDER BY id";
    return guarded([&] {
        Statement row(m_file.database, kQuery);
        std::vector<PoolEntry> entries;
        while (row.step())
            entries.push_back({.id = PoolId{row.integer(0)},
                .name = row.text(1),
                .models = static_cast<std::size_t>(row.integer(4)),
                .samples = static_cast<std::size_t>(row.integer(5)),
                .classes = static_cast<std::uint32_t>(row.integer(2)),
                .importedAt = row.text(3)});
        return entries;
    });
}

Result<PoolId> ProjectFile::findPool(const std::string& name) const
{
    return guarded([&] {
        Statement row(m_file.database, "SELECT id FROM pool WHERE name = ?1 AND hidden = 0", name);
        if (!row.step())
            throw failure(ErrorCode::NotFound, "has no pool named " + name, {});
        return PoolId{row.integer(0)};
    });
}

Result<PoolId> ProjectFile::addPool(const data::Pool& pool,
    const std::string& name,
    const PoolOrigin& origin,
    Progress& progress,
    const CancelToken& cancel)
{
    if (isReadOnly())
        return write([] { return PoolId{}; });
    return guarded([&] {
        requireConsistent(pool);
        requireFreeName(sealed::kPool, name, 0);
        m_file.database.requireInPlace();
        const PoolArrays arrays = writeArrays(pool, m_arrays, progress, cancel);
        return orThrow(write([&] {
            const PoolId id = insertPool(m_file.database, pool, name, arrays);
            writeOrigin(id, origin);
            return id;
        }));
    });
}

Result<void> ProjectFile::addMember(PoolId pool, const data::Pool& single)
{
    if (isReadOnly())
        return write([] {});
    return guarded([&] {
        requireConsistent(single);
        requirePool(pool, false);
        if (single.models.size() != 1)
            throw failure(ErrorCode::Shape, "one model at a time joins a pool", {});
        Progress progress;
        const PoolArrays arrays = writeArrays(single, m_arrays, progress, CancelToken());
        orThrow(write([&] { insertMember(m_file.database, pool, single, arrays); }));
    });
}

Result<void> ProjectFile::addSplits(
    PoolId pool, const data::Pool& more, Progress& progress, const CancelToken& cancel)
{
    if (isReadOnly())
        return write([] {});
    return guarded([&] {
        requireConsistent(more);
        requirePool(pool, false);
        m_file.database.requireInPlace();
        const PoolArrays arrays = writeArrays(more, m_arrays, progress, cancel);
        orThrow(write([&] { insertSplits(m_file.database, pool, more, arrays); }));
    });
}

Result<std::shared_ptr<const data::Pool>> ProjectFile::loadPool(PoolId pool, bool withExcluded) const
{
    Progress progress;
    return loadPool(pool, withExcluded, progress, CancelToken());
}

Result<std::shared_ptr<const data::Pool>> ProjectFile::loadPool(
    PoolId pool, bool withExcluded, Progress& progress, const CancelToken& cancel) const
{
    return guarded([&] {
        return selectPool(m_file.database, m_arrays, pool, {.withExcluded = withExcluded}, progress, cancel);
    });
}

} // namespace cobench::store
