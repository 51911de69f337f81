// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/mlflow_file.h"

#include "core/store/database.h"
#include "core/store/failure.h"
#include "core/store/schema.h"

#include <algorithm>
#include <limits>
#include <map>

namespace cobench::store {

namespace {

namespace fs = std::filesystem;

constexpr double kMillisecond = 1e-3;
constexpr std::size_t kRowsPerLook = 4096; // at the cancel token

/// Immutable makes no file beside it; what still lies in the log needs the ordinary way.
Database openReading(const fs::path& file)
{
    std::error_code missing;
    const auto log = fs::file_size(file.string() + "-wal", missing);
    return {file, !missing && log > 0 ? Database::Access::Read : Database::Access::Immutable, {}};
}

void requireTables(Database& database)
{
    requirePassiveTables(database);
    const std::int64_t count = database.integer(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('runs', 'metrics', 'params', 'tags')"
        " AND sql LIKE 'CREATE TABLE%'");
    if (count != 4)
        throw Failure({.code = ErrorCode::Unsupported,
            .subject = database.path().string(),
            .detail = "has not the tables of MLflow",
            .cure = "choose the database of an MLflow tracking server (mlflow.db)"});
}

std::string stateOf(const std::string& status)
{
    static const std::map<std::string, std::string> states{
        {"FINISHED", "finished"}, {"FAILED", "failed"}, {"KILLED", "cancelled"}};
    const auto found = states.find(status);
    return found == states.end() ? "interrupted" : found->second;
}

std::string escaped(const std::string& text)
{
    std::string safe = "\"";
    for (const char letter : text) {
        if (letter == '"' || letter == '\\')
            safe += '\\';
        safe += static_cast<unsigned char>(letter) < 0x20 ? ' ' : letter;
    }
    return safe + "\"";
}

std::string paramsOf(Database& database, const std::string& run)
{
    Statement row(database, "SELECT key, value FROM params WHERE run_uuid = ?1 ORDER BY key", run);
    std::string json = "{";
    while (row.step())
        json += (json.size() > 1 ? "," : "") + escaped(row.text(0)) + ":" + escaped(row.text(1));
    return json + "}";
}

void readMetrics(Database& database, MlflowRun& run, const CancelToken& cancel)
{
    Statement row(database,
        "SELECT key, value, timestamp, step, is_nan FROM metrics WHERE run_uuid = ?1 ORDER BY key, step, timestamp",
        run.id);
    for (std::size_t count = 0; row.step(); ++count) {
        if (count % kRowsPerLook == 0 && cancel.isCancelled())
            throw Failure(cancelled());
        ScalarRow scalar{.tag = row.text(0),
            .step = static_cast<std::uint64_t>(std::max<std::int64_t>(0, row.integer(3))),
            .time = kMillisecond * row.real(2),
            .value = row.integer(4) != 0 ? std::numeric_limits<double>::quiet_NaN() : row.real(1)};
        if (!scalar.tag.empty())
            run.scalars.push_back(std::move(scalar));
    }
}

} // namespace

Result<std::vector<MlflowRun>> readMlflow(const fs::path& file, const CancelToken& cancel)
{
    return guarded([&] {
        Database database = openReading(file);
        requireTables(database);
        std::vector<MlflowRun> runs;
        Statement row(database,
            "SELECT run_uuid, name, status, start_time FROM runs WHERE lifecycle_stage <> 'deleted' ORDER BY "
            "start_time,"
            " run_uuid");
        while (row.step()) {
            MlflowRun& run = runs.emplace_back();
            run.id = row.text(0);
            run.name = row.text(1);
            run.state = stateOf(row.text(2));
            run.startedAt = kMillisecond * row.real(3);
        }
        for (MlflowRun& run : runs) {
            // Newer versions keep the name as a tag.
            Statement name(
                database, "SELECT value FROM tags WHERE run_uuid = ?1 AND key = 'mlflow.runName'", run.id);
            if (name.step() && !name.text(0).empty())
                run.name = name.text(0);
            if (run.name.empty())
                run.name = run.id;
            run.paramsJson = paramsOf(database, run.id);
            readMetrics(database, run, cancel);
        }
        return runs;
    });
}

} // namespace cobench::store
