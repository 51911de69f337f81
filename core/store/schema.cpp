// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/schema.h"

#include "core/common/checksums.h"
#include "core/store/failure.h"

namespace cobench::store {

namespace {

constexpr std::int64_t kProjectId = 0x436f4250; // "CoBP"
constexpr std::int64_t kRunsId = 0x436f4252; // "CoBR"

constexpr SealedTable kProjectTables[] = {sealed::kPool,
    sealed::kClassName,
    sealed::kSplit,
    sealed::kMember,
    sealed::kPrediction,
    sealed::kPoolSource,
    sealed::kTeam,
    sealed::kReport,
    sealed::kReportBlock,
    sealed::kPolicy,
    sealed::kPolicyVersion,
    sealed::kSession,
    sealed::kSessionBlock,
    sealed::kNote};
constexpr SealedTable kRunsTables[] = {sealed::kRun,
    sealed::kSeries,
    sealed::kSeriesSummary,
    sealed::kScalarBlock,
    sealed::kTrace,
    sealed::kTraceLane,
    sealed::kTraceBlock,
    sealed::kRunText,
    sealed::kEvent,
    sealed::kPool,
    sealed::kClassName,
    sealed::kSplit,
    sealed::kMember,
    sealed::kPrediction};

std::vector<std::string> definitions(Database& database)
{
    Statement rows(database,
        "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '') FROM sqlite_schema"
        " WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name");
    std::vector<std::string> all;
    while (rows.step())
        all.push_back(rows.text(0));
    return all;
}

std::vector<std::string> madeBy(const Schema& schema)
{
    Database empty = Database::inMemory();
    migrate(empty, schema, 0);
    return definitions(empty);
}

// Made once in a process: nothing but the program itself decides what its tables are.
const std::vector<std::string>& expectedDefinitions(const Schema& schema)
{
    static const std::vector<std::string> project = madeBy(projectSchema());
    static const std::vector<std::string> runs = madeBy(runsSchema());
    return schema.applicationId == kProjectId ? project : runs;
}

Failure foreign(const Database& database, std::string detail)
{
    return Failure({.code = ErrorCode::Unsupported,
        .subject = database.path().string(),
        .detail = std::move(detail),
        .cure = "choose a file that CoBench made"});
}

} // namespace

Schema projectSchema()
{
    return {.applicationId = kProjectId, .migrations = projectMigrations(), .tables = kProjectTables};
}

Schema runsSchema()
{
    return {.applicationId = kRunsId, .migrations = runsMigrations(), .tables = kRunsTables};
}

std::int64_t versionOf(Database& database, const Schema& schema)
{
    const std::int64_t id = database.integer("PRAGMA application_id");
    const std::int64_t version = database.integer("PRAGMA user_version");
    const bool isBlank = database.integer("SELECT count(*) FROM sqlite_schema") == 0;
    if (id == 0 && version == 0 && isBlank)
        return 0;
    if (id != schema.applicationId || version < 1)
        throw foreign(database, "is an SQLite file of another program");
    return version;
}

void migrate(Database& database, const Schema& schema, std::int64_t from)
{
    Transaction transaction(database);
    for (const Migration& step : schema.migrations.subspan(static_cast<std::size_t>(from)))
        database.execute(std::string(step.sql));
    database.execute("PRAGMA application_id = " + std::to_string(schema.applicationId));
    database.execute("PRAGMA user_version = " + std::to_string(schema.latest()));
    transaction.commit();
}

void requireExpectedTables(Database& database, const Schema& schema)
{
    if (definitions(database) != expectedDefinitions(schema))
        throw foreign(database, "has other tables than CoBench makes");
}

void requirePassiveTables(Database& database)
{
    if (database.integer("SELECT count(*) FROM sqlite_schema WHERE type IN ('trigger', 'view')") != 0)
        throw foreign(database, "has triggers or views, which CoBench never makes");
}

void requireIntact(Database& database)
{
    const std::string finding = database.text("PRAGMA quick_check(1)");
    if (finding != "ok")
        throw Failure({.code = ErrorCode::Corrupt,
            .subject = database.path().string(),
            .detail = "is damaged: " + finding,
            .cure = "put back a copy of it, or open it read-only for what can still be read"});
}

std::string intactExpression(const SealedTable& table)
{
    return kVerifiesChecksums ? std::string("row_crc(") + table.columns + ") = crc" : "1";
}

void sealRows(Database& database, std::span<const SealedTable> tables)
{
    for (const SealedTable& table : tables)
        database.execute(
            std::string("UPDATE ") + table.name + " SET crc = row_crc(" + table.columns + ") WHERE crc = -1");
}

std::vector<Warning> damagedRows(Database& database, std::span<const SealedTable> tables)
{
    std::vector<Warning> found;
    for (const SealedTable& table : tables) {
        Statement rows(database,
            std::string("SELECT ") + table.key + " FROM " + table.name + " WHERE NOT " + intactExpression(table));
        while (rows.step())
            found.push_back({.subject = database.path().string(),
                .place = std::string(table.name) + " " + rows.text(0),
                .detail = "does not match its checksum"});
    }
    return found;
}

} // namespace cobench::store
