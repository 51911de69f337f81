// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/pool_rows.h"
#include "core/store/project_file.h"

namespace cobench::store {

void ProjectFile::requireRow(const SealedTable& table, std::int64_t id, bool isHidden) const
{
    const std::string what = std::string(table.name) + " " + std::to_string(id);
    Statement row(m_file.database,
        "SELECT " + intactExpression(table) + " FROM " + table.name + " WHERE id = ?1 AND hidden = ?2",
        id,
        isHidden ? 1 : 0);
    if (!row.step())
        throw failure(ErrorCode::NotFound, "has no " + what, {});
    requireIntactRow(row, "the row of " + what);
}

void ProjectFile::requirePool(PoolId pool, bool isHidden) const
{
    requireRow(sealed::kPool, pool.value, isHidden);
}

void ProjectFile::requireFreeName(const SealedTable& table, const std::string& name, std::int64_t except) const
{
    const std::string what = table.name;
    if (name.empty())
        throw failure(ErrorCode::Value, "a " + what + " needs a name", {});
    Statement row(
        m_file.database, "SELECT 1 FROM " + what + " WHERE name = ?1 AND hidden = 0 AND id <> ?2", name, except);
    if (row.step())
        throw failure(ErrorCode::Conflict, "already has a " + what + " named " + name, "choose another name");
}

template <typename Value>
void ProjectFile::changePool(PoolId pool, const char* column, const Value& value, bool isHidden)
{
    requirePool(pool, isHidden);
    runSql(m_file.database,
        std::string("UPDATE pool SET ") + column + " = ?2, crc = -1 WHERE id = ?1",
        pool.value,
        value);
}

Result<void> ProjectFile::renamePool(PoolId pool, const std::string& name)
{
    return write([&] {
        requireFreeName(sealed::kPool, name, pool.value);
        changePool(pool, "name", name, false);
    });
}

Result<void> ProjectFile::deletePool(PoolId pool)
{
    return write([&] { changePool(pool, "hidden", 1, false); });
}

Result<void> ProjectFile::restorePool(PoolId pool)
{
    return write([&] {
        Statement row(m_file.database, "SELECT name FROM pool WHERE id = ?1", pool.value);
        if (row.step())
            requireFreeName(sealed::kPool, row.text(0), pool.value);
        changePool(pool, "hidden", 0, true);
    });
}

Result<void> ProjectFile::setClassNames(PoolId pool, const std::vector<std::string>& names)
{
    return write([&] {
        requirePool(pool, false);
        Statement row(m_file.database, "SELECT classes FROM pool WHERE id = ?1", pool.value);
        row.step();
        if (!names.empty() && static_cast<std::int64_t>(names.size()) != row.integer(0))
            throw failure(ErrorCode::Shape,
                std::to_string(names.size()) + " class names for " + std::to_string(row.integer(0)) + " classes",
                "give one name per class");
        row.reset();
        replaceClassNames(m_file.database, pool, names);
    });
}

Result<std::vector<MemberEntry>> ProjectFile::members(PoolId pool) const
{
    return guarded([&] {
        requirePool(pool, false);
        Statement row(m_file.database,
            "SELECT " + intactExpression(sealed::kMember)
                + ", id, name, excluded FROM member WHERE pool = ?1 AND hidden = 0 ORDER BY position, id",
            pool.value);
        std::vector<MemberEntry> entries;
        while (row.step()) {
            requireIntactRow(row, "a member of the pool");
            entries.push_back({.id = row.integer(1), .name = row.text(2), .excluded = row.integer(3) != 0});
        }
        return entries;
    });
}

void ProjectFile::applyEntry(PoolId pool, const MemberEntry& entry, std::int64_t position)
{
    if (entry.name.empty())
        throw failure(ErrorCode::Value, "a model needs a name", {});
    Statement taken(m_file.database,
        "SELECT id FROM member WHERE pool = ?1 AND name = ?2 AND hidden = 0",
        pool.value,
        entry.name);
    if (taken.step())
        throw failure(ErrorCode::Conflict, "two models would be named " + entry.name, "choose another name");
    runSql(m_file.database,
        "UPDATE member SET position = ?3, name = ?4, excluded = ?5, hidden = 0, crc = -1"
        " WHERE pool = ?1 AND id = ?2",
        pool.value,
        entry.id,
        position,
        entry.name,
        entry.excluded ? 1 : 0);
    if (m_file.database.changes() != 1)
        throw failure(ErrorCode::NotFound, "has no model " + std::to_string(entry.id) + " in this pool", {});
}

// All are hidden first: names may be swapped, and whoever is not listed stays hidden.
Result<void> ProjectFile::setMembers(PoolId pool, const std::vector<MemberEntry>& members)
{
    return write([&] {
        requirePool(pool, false);
        Statement all(m_file.database,
            "SELECT " + intactExpression(sealed::kMember) + " FROM member WHERE pool = ?1",
            pool.value);
        while (all.step())
            requireIntactRow(all, "a member of the pool");
        runSql(
            m_file.database, "UPDATE member SET hidden = 1, crc = -1 WHERE pool = ?1 AND hidden = 0", pool.value);
        std::int64_t position = 0;
        for (const MemberEntry& entry : members)
            applyEntry(pool, entry, position++);
    });
}

} // namespace cobench::store
