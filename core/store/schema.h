// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/store/database.h"
#include "core/store/migrations.h"

#include <vector>

namespace cobench::store {

/// A table whose rows carry row_crc(columns) in their column crc; -1 means: written, not sealed yet.
struct SealedTable {
    const char* name;
    const char* key; // columns that name a row to a person
    const char* columns;
};

/// What one kind of database must look like. All functions throw Failure.
struct Schema {
    std::int64_t applicationId;
    std::span<const Migration> migrations;
    std::span<const SealedTable> tables;

    std::int64_t latest() const { return static_cast<std::int64_t>(migrations.size()); }
};

Schema projectSchema();
Schema runsSchema();

/// 0 for a file that has nothing in it yet. Corrupt or Unsupported when the file is not one of ours.
std::int64_t versionOf(Database& database, const Schema& schema);
/// Brings the tables from `from` to the latest version in one transaction.
void migrate(Database& database, const Schema& schema, std::int64_t from);
/// The tables are exactly those that the migrations make: nothing that a stranger added could run.
void requireExpectedTables(Database& database, const Schema& schema);
/// For files of a later version: at least no triggers and views.
void requirePassiveTables(Database& database);
/// Corrupt, naming the first finding, unless the pages of the file fit together.
void requireIntact(Database& database);

/// Gives every row with crc = -1 its checksum.
void sealRows(Database& database, std::span<const SealedTable> tables);
/// Every row that does not match its checksum. Reads everything.
std::vector<Warning> damagedRows(Database& database, std::span<const SealedTable> tables);
/// "row_crc(…) = crc" for use in a query that reads `table`.
std::string intactExpression(const SealedTable& table);

namespace sealed {
inline constexpr SealedTable kPool = {"pool", "id", "id, name, classes, licence, source, imported_at, hidden"};
inline constexpr SealedTable kClassName = {"class_name", "position", "pool, position, name"};
inline constexpr SealedTable kSplit = {"split", "id", "id, pool, position, name, condition, samples, truth"};
inline constexpr SealedTable kMember
    = {"member", "id", "id, pool, position, name, excluded, hidden, source, parameters, flops, latency_ms"};
inline constexpr SealedTable kPrediction = {"prediction", "member", "member, split, kind, array"};
inline constexpr SealedTable kPoolSource = {"pool_source", "position", "pool, position, path, bytes, sha256"};
inline constexpr SealedTable kTeam = {"team", "id", "id, pool, name, members, hidden"};
inline constexpr SealedTable kReport = {"report", "id", "id, name, hidden"};
inline constexpr SealedTable kReportBlock
    = {"report_block", "id", "report, id, position, kind, content, caption, data_hash"};
inline constexpr SealedTable kPolicy = {"policy", "id", "id, name, tags, position, version, hidden"};
inline constexpr SealedTable kPolicyVersion = {"policy_version", "number", "policy, number, text, unit, saved_at"};
inline constexpr SealedTable kSession = {"session", "id", "id, name, made_at, record, frames, hidden"};
inline constexpr SealedTable kSessionBlock = {"session_block", "number", "session, number, data"};
inline constexpr SealedTable kNote = {"note", "key", "key, value"};
inline constexpr SealedTable kRun
    = {"run", "id", "id, batch, name, config, state, message, worker_pid, created_at, heartbeat_at, predictions"};
inline constexpr SealedTable kSeries = {"series", "id", "id, run, tag, blocks"};
inline constexpr SealedTable kScalarBlock
    = {"scalar_block", "sequence", "series, sequence, first_step, last_step, data"};
inline constexpr SealedTable kSeriesSummary
    = {"series_summary", "series", "series, points, last_step, last, low, high"};
inline constexpr SealedTable kTrace = {"trace", "run", "run, blocks"};
inline constexpr SealedTable kTraceLane = {"trace_lane", "position", "run, position, name, unit, missing"};
inline constexpr SealedTable kTraceBlock
    = {"trace_block", "sequence", "run, sequence, first_time, last_time, data"};
inline constexpr SealedTable kRunText = {"run_text", "key", "run, key, value"};
inline constexpr SealedTable kEvent = {"event", "number", "number, run, payload"};
/// The tables that hold a pool; both databases have them.
inline constexpr SealedTable kPoolTables[] = {kPool, kClassName, kSplit, kMember, kPrediction};
} // namespace sealed

} // namespace cobench::store
