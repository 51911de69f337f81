// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/pool_rows.h"
#include "core/store/project_file.h"

namespace cobench::store {

namespace {

std::span<const std::byte> bytesOf(std::string_view text)
{
    return std::as_bytes(std::span(text.data(), text.size()));
}

std::string_view textOf(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

Result<std::vector<SessionEntry>> ProjectFile::sessions() const
{
    return guarded([&] {
        Statement row(m_file.database,
            "SELECT " + intactExpression(sealed::kSession)
                + ", id, name, made_at, record, frames FROM session WHERE hidden = 0 ORDER BY id");
        std::vector<SessionEntry> entries;
        while (row.step()) {
            requireIntactRow(row, "a detection session");
            entries.push_back({.id = SessionId{row.integer(1)},
                .name = row.text(2),
                .madeAt = row.text(3),
                .record = row.text(4),
                .frames = static_cast<std::uint64_t>(row.integer(5))});
        }
        return entries;
    });
}

Result<SessionId> ProjectFile::addSession(const SessionEntry& entry, const SessionBlocks& blocks)
{
    return write([&] {
        const bool isNumbered = entry.id.value > 0;
        if (isNumbered)
            if (Statement row(m_file.database, "SELECT 1 FROM session WHERE id = ?1", entry.id.value); row.step())
                throw failure(ErrorCode::Conflict,
                    "has a session " + std::to_string(entry.id.value) + " already",
                    "let it choose the number");
        const std::string columns = "(id, name, made_at, record, frames, hidden)";
        runSql(m_file.database,
            "INSERT INTO session " + columns + " VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, 0)",
            isNumbered ? entry.id.value : std::int64_t{0},
            entry.name,
            nowUtc(),
            entry.record,
            entry.frames);
        const SessionId id{m_file.database.lastInsertId()};
        Statement insert(m_file.database, "INSERT INTO session_block (session, number, data) VALUES (?1, ?2, ?3)");
        for (std::int64_t number = 0;; ++number) {
            const auto block = blocks();
            if (!block)
                throw Failure(block.error());
            if (!*block)
                return id;
            insert.bindAll(id.value, number, bytesOf(**block)).run();
        }
    });
}

Result<void> ProjectFile::readSession(SessionId session, const SessionBlockSink& sink) const
{
    return guarded([&] {
        requireRow(sealed::kSession, session.value, false);
        Statement row(m_file.database,
            "SELECT " + intactExpression(sealed::kSessionBlock)
                + ", number, data FROM session_block WHERE session = ?1 ORDER BY number",
            session.value);
        for (std::int64_t number = 0; row.step(); ++number) {
            requireIntactRow(row, "frames of the detection session");
            if (row.integer(1) != number)
                throw failure(ErrorCode::Corrupt, "lacks frames of the detection session", {});
            orThrow(sink(textOf(row.blob(2))));
        }
    });
}

Result<void> ProjectFile::renameSession(SessionId session, const std::string& name)
{
    return write([&] {
        requireRow(sealed::kSession, session.value, false);
        runSql(m_file.database, "UPDATE session SET name = ?2, crc = -1 WHERE id = ?1", session.value, name);
    });
}

void ProjectFile::hideSession(SessionId session, bool isHidden)
{
    requireRow(sealed::kSession, session.value, !isHidden);
    runSql(
        m_file.database, "UPDATE session SET hidden = ?2, crc = -1 WHERE id = ?1", session.value, isHidden ? 1 : 0);
}

Result<void> ProjectFile::deleteSession(SessionId session)
{
    return write([&] { hideSession(session, true); });
}

Result<void> ProjectFile::restoreSession(SessionId session)
{
    return write([&] { hideSession(session, false); });
}

} // namespace cobench::store
