// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project_file.h"

#include "core/store/pool_rows.h"

namespace cobench::store {

ProjectFile::ProjectFile(Layout layout, StoreFile file, const Environment& environment)
    : m_layout(std::move(layout))
    , m_environment(environment)
    , m_file(std::move(file))
    , m_arrays(m_layout.arrays, environment.files)
{
}

ProjectFile::~ProjectFile() = default;

Failure ProjectFile::failure(ErrorCode code, std::string detail, std::string cure) const
{
    return Failure(
        {.code = code, .subject = path().string(), .detail = std::move(detail), .cure = std::move(cure)});
}

void ProjectFile::requireIntactRow(const Statement& row, const std::string& what) const
{
    if (row.integer(0) != 1)
        throw failure(ErrorCode::Corrupt, what + " does not match its checksum", "the rest can still be used");
}

void ProjectFile::writeText(const std::string& key, const std::string& value)
{
    runSql(m_file.database,
        "INSERT INTO note (key, value) VALUES (?1, ?2)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value, crc = -1",
        key,
        value);
}

Result<void> ProjectFile::setText(const std::string& key, const std::string& value)
{
    return write([&] { writeText(key, value); });
}

Result<std::optional<std::string>> ProjectFile::text(const std::string& key) const
{
    return guarded([&]() -> std::optional<std::string> {
        Statement row(
            m_file.database, "SELECT " + intactExpression(sealed::kNote) + ", value FROM note WHERE key = ?1", key);
        if (!row.step())
            return std::nullopt;
        requireIntactRow(row, "the text " + key);
        return row.text(1);
    });
}

Result<std::vector<std::string>> ProjectFile::textKeys(const std::string& prefix) const
{
    return guarded([&] {
        Statement row(
            m_file.database, "SELECT key FROM note WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key", prefix);
        std::vector<std::string> keys;
        while (row.step())
            keys.push_back(row.text(0));
        return keys;
    });
}

Result<void> ProjectFile::removeText(const std::string& key)
{
    return write([&] { runSql(m_file.database, "DELETE FROM note WHERE key = ?1", key); });
}

} // namespace cobench::store
