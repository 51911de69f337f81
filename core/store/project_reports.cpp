// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/project_file.h"

#include <set>

namespace cobench::store {

namespace {

constexpr std::int64_t kLastKind = static_cast<std::int64_t>(BlockKind::Table);

} // namespace

void ProjectFile::insertBlocks(ReportId report, const std::vector<BlockEntry>& blocks)
{
    std::set<std::int64_t> ids;
    std::int64_t position = 0;
    for (const BlockEntry& block : blocks) {
        if (!ids.insert(block.id).second)
            throw failure(ErrorCode::Conflict, "would have two blocks of one number in a report", {});
        runSql(m_file.database,
            "INSERT INTO report_block (report, id, position, kind, content, caption, data_hash)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            report.value,
            block.id,
            position++,
            static_cast<std::int64_t>(block.kind),
            block.content,
            block.caption,
            block.dataHash);
    }
}

Result<std::vector<ReportEntry>> ProjectFile::reports() const
{
    return guarded([&] {
        Statement row(m_file.database,
            "SELECT " + intactExpression(sealed::kReport) + ", id, name FROM report WHERE hidden = 0 ORDER BY id");
        std::vector<ReportEntry> entries;
        while (row.step()) {
            requireIntactRow(row, "a report");
            entries.push_back({.id = ReportId{row.integer(1)}, .name = row.text(2)});
        }
        return entries;
    });
}

Result<std::vector<BlockEntry>> ProjectFile::blocks(ReportId report) const
{
    return guarded([&] {
        requireRow(sealed::kReport, report.value, false);
        Statement row(m_file.database,
            "SELECT " + intactExpression(sealed::kReportBlock)
                + ", id, kind, content, caption, data_hash FROM report_block WHERE report = ?1 ORDER BY position",
            report.value);
        std::vector<BlockEntry> blocks;
        while (row.step()) {
            requireIntactRow(row, "a block of the report");
            if (row.integer(2) < 0 || row.integer(2) > kLastKind)
                throw failure(ErrorCode::Corrupt, "a block of the report is of no known kind", {});
            blocks.push_back({.id = row.integer(1),
                .kind = static_cast<BlockKind>(row.integer(2)),
                .content = row.text(3),
                .caption = row.text(4),
                .dataHash = row.text(5)});
        }
        return blocks;
    });
}

Result<ReportId> ProjectFile::addReport(const std::string& name, const std::vector<BlockEntry>& blocks)
{
    return write([&] {
        requireFreeName(sealed::kReport, name, 0);
        runSql(m_file.database, "INSERT INTO report (name, hidden) VALUES (?1, 0)", name);
        const ReportId id{m_file.database.lastInsertId()};
        insertBlocks(id, blocks);
        return id;
    });
}

Result<void> ProjectFile::setBlocks(ReportId report, const std::vector<BlockEntry>& blocks)
{
    return write([&] {
        requireRow(sealed::kReport, report.value, false);
        runSql(m_file.database, "DELETE FROM report_block WHERE report = ?1", report.value);
        insertBlocks(report, blocks);
    });
}

Result<void> ProjectFile::renameReport(ReportId report, const std::string& name)
{
    return write([&] {
        requireRow(sealed::kReport, report.value, false);
        requireFreeName(sealed::kReport, name, report.value);
        runSql(m_file.database, "UPDATE report SET name = ?2, crc = -1 WHERE id = ?1", report.value, name);
    });
}

Result<void> ProjectFile::deleteReport(ReportId report)
{
    return write([&] {
        requireRow(sealed::kReport, report.value, false);
        runSql(m_file.database, "UPDATE report SET hidden = 1, crc = -1 WHERE id = ?1", report.value);
    });
}

Result<void> ProjectFile::restoreReport(ReportId report)
{
    return write([&] {
        requireRow(sealed::kReport, report.value, true);
        Statement row(m_file.database, "SELECT name FROM report WHERE id = ?1", report.value);
        row.step();
        requireFreeName(sealed::kReport, row.text(0), report.value);
        row.reset();
        runSql(m_file.database, "UPDATE report SET hidden = 0, crc = -1 WHERE id = ?1", report.value);
    });
}

} // namespace cobench::store
