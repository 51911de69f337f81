// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_file.h"

#include "core/store/pool_rows.h"

namespace cobench::store {

RunFile::RunFile(const Layout& layout, StoreFile file, const Environment& environment)
    : m_lock(layout.runsLock)
    , m_file(std::move(file))
    , m_arrays(layout.runArrays, environment.files)
{
}

Failure RunFile::failure(ErrorCode code, std::string detail) const
{
    return Failure({.code = code, .subject = m_file.database.path().string(), .detail = std::move(detail)});
}

void RunFile::seal(const SealedTable& table, std::int64_t id)
{
    runSql(m_file.database,
        std::string("UPDATE ") + table.name + " SET crc = row_crc(" + table.columns + ") WHERE id = ?1",
        id);
}

void RunFile::requireRun(RunId run) const
{
    Statement row(m_file.database,
        "SELECT " + intactExpression(sealed::kRun) + " FROM run WHERE id = ?1 AND state <> 'deleted'",
        run.value);
    if (!row.step())
        throw failure(ErrorCode::NotFound, "has no run " + std::to_string(run.value));
    if (row.integer(0) != 1)
        throw failure(
            ErrorCode::Corrupt, "the row of run " + std::to_string(run.value) + " does not match its checksum");
}

RunId RunFile::insertRun(const RunRow& run)
{
    runSql(m_file.database,
        "INSERT INTO run (batch, name, config, state, message, worker_pid, created_at, heartbeat_at,"
        " predictions) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0)",
        run.batch,
        run.name,
        run.configJson,
        run.state,
        run.message,
        run.workerPid,
        run.createdAt,
        run.heartbeatAt);
    const RunId id{m_file.database.lastInsertId()};
    seal(sealed::kRun, id.value);
    return id;
}

Result<RunId> RunFile::createRun(const RunRow& run)
{
    return write([&] { return insertRun(run); });
}

Result<std::vector<RunId>> RunFile::addRuns(const std::vector<WholeRun>& runs)
{
    return write([&] {
        std::vector<RunId> ids;
        for (const WholeRun& run : runs) {
            ids.push_back(insertRun(run.row));
            appendScalars(ids.back(), run.scalars);
            for (const auto& [key, value] : run.texts)
                putText(ids.back(), key, value);
        }
        return ids;
    });
}

Result<void> RunFile::setState(RunId run, const std::string& state, const std::string& message)
{
    return write([&] {
        requireRun(run);
        runSql(m_file.database, "UPDATE run SET state = ?2, message = ?3 WHERE id = ?1", run.value, state, message);
        seal(sealed::kRun, run.value);
    });
}

Result<void> RunFile::setWorker(RunId run, std::int64_t pid, double heartbeatAt)
{
    return write([&] {
        requireRun(run);
        runSql(m_file.database,
            "UPDATE run SET worker_pid = ?2, heartbeat_at = ?3 WHERE id = ?1",
            run.value,
            pid,
            heartbeatAt);
        seal(sealed::kRun, run.value);
    });
}

void RunFile::putText(RunId run, const std::string& key, const std::string& value)
{
    if (value.empty())
        runSql(m_file.database, "DELETE FROM run_text WHERE run = ?1 AND key = ?2", run.value, key);
    else
        runSql(m_file.database,
            "INSERT OR REPLACE INTO run_text (run, key, value, crc) VALUES (?1, ?2, ?3, row_crc(?1, ?2, ?3))",
            run.value,
            key,
            value);
}

Result<void> RunFile::setText(RunId run, const std::string& key, const std::string& value)
{
    return write([&] {
        requireRun(run);
        putText(run, key, value);
    });
}

Result<std::map<std::string, std::string>> RunFile::texts(RunId run) const
{
    return guarded([&] {
        requireRun(run);
        Statement row(m_file.database,
            "SELECT key, value FROM run_text WHERE run = ?1 AND " + intactExpression(sealed::kRunText),
            run.value);
        std::map<std::string, std::string> texts;
        while (row.step())
            texts.emplace(row.text(0), row.text(1));
        return texts;
    });
}

Result<std::map<RunId, std::string>> RunFile::textsOf(const std::string& key) const
{
    return guarded([&] {
        Statement row(m_file.database,
            "SELECT run, value FROM run_text WHERE key = ?1 AND " + intactExpression(sealed::kRunText),
            key);
        std::map<RunId, std::string> texts;
        while (row.step())
            texts.emplace(RunId{row.integer(0)}, row.text(1));
        return texts;
    });
}

// The row stays, and the last event of all: ids and event numbers must not come back.
Result<void> RunFile::deleteRun(RunId run)
{
    if (auto deleted = write([&] {
            // Not requireRun(): a damaged run can be deleted, too.
            if (!Statement(m_file.database, "SELECT 1 FROM run WHERE id = ?1 AND state <> 'deleted'", run.value)
                     .step())
                throw failure(ErrorCode::NotFound, "has no run " + std::to_string(run.value));
            for (const char* sql : {"DELETE FROM series WHERE run = ?1",
                     "DELETE FROM trace WHERE run = ?1",
                     "DELETE FROM trace_lane WHERE run = ?1",
                     "DELETE FROM trace_block WHERE run = ?1",
                     "DELETE FROM run_text WHERE run = ?1",
                     "DELETE FROM event WHERE run = ?1 AND number < (SELECT max(number) FROM event)",
                     "DELETE FROM pool WHERE id = (SELECT predictions FROM run WHERE id = ?1)",
                     "UPDATE run SET state = 'deleted', config = '', message = '', predictions = 0 WHERE id = ?1"})
                runSql(m_file.database, sql, run.value);
            seal(sealed::kRun, run.value);
        });
        !deleted)
        return deleted;
    return guarded([&] {
        Progress progress;
        m_arrays.removeAllBut(namedArrays(m_file.database), progress, CancelToken());
    });
}

// A damaged row is left as it is: runs() reports it.
Result<std::vector<RunId>> RunFile::markInterrupted()
{
    return write([&] {
        std::vector<RunId> ids;
        Statement row(m_file.database,
            "SELECT id FROM run WHERE state IN ('queued', 'running', 'paused') AND "
                + intactExpression(sealed::kRun));
        while (row.step())
            ids.push_back(RunId{row.integer(0)});
        for (const RunId id : ids) {
            runSql(m_file.database, "UPDATE run SET state = 'interrupted', worker_pid = 0 WHERE id = ?1", id.value);
            seal(sealed::kRun, id.value);
        }
        return ids;
    });
}

Result<std::vector<RunRow>> RunFile::runs() const
{
    static constexpr const char* kColumns
        = ", id, batch, name, config, state, message, worker_pid, created_at, heartbeat_at FROM run"
          " WHERE state <> 'deleted' ORDER BY id";
    return guarded([&] {
        const bool isAlive = m_file.lock || FileLock::isHeld(m_lock);
        Statement row(m_file.database, "SELECT " + intactExpression(sealed::kRun) + kColumns);
        std::vector<RunRow> all;
        while (row.step()) {
            RunRow& run = all.emplace_back();
            run.id = RunId{row.integer(1)};
            run.batch = row.text(2);
            run.name = row.text(3);
            run.configJson = row.text(4);
            run.state = row.text(5);
            run.message = row.text(6);
            run.workerPid = row.integer(7);
            run.createdAt = row.real(8);
            run.heartbeatAt = row.real(9);
            if (!isAlive && (run.state == "queued" || run.state == "running" || run.state == "paused"))
                run.state = "interrupted"; // its writer died, and no other has come to mark it
            if (row.integer(0) != 1) {
                run.state = "failed";
                run.message = "the row of this run does not match its checksum";
            }
        }
        return all;
    });
}

Result<void> RunFile::setPredictions(RunId run, const data::Pool& single)
{
    if (!m_file.lock)
        return write([] {});
    return guarded([&] {
        requireConsistent(single);
        if (single.models.size() != 1)
            throw failure(ErrorCode::Shape, "a run has the predictions of one model");
        Progress progress;
        const PoolArrays arrays = writeArrays(single, m_arrays, progress, CancelToken());
        orThrow(write([&] {
            requireRun(run);
            const std::string name = "run " + std::to_string(run.value);
            runSql(m_file.database, "DELETE FROM pool WHERE name = ?1", name);
            const PoolId pool = insertPool(m_file.database, single, name, arrays);
            sealRows(m_file.database, sealed::kPoolTables);
            runSql(m_file.database, "UPDATE run SET predictions = ?2 WHERE id = ?1", run.value, pool.value);
            seal(sealed::kRun, run.value);
        }));
    });
}

Result<std::shared_ptr<const data::Pool>> RunFile::predictions(RunId run) const
{
    return guarded([&] {
        requireRun(run);
        Statement row(m_file.database, "SELECT predictions FROM run WHERE id = ?1", run.value);
        if (!row.step() || row.integer(0) == 0)
            throw failure(ErrorCode::NotFound, "run " + std::to_string(run.value) + " has no predictions");
        Progress progress;
        return selectPool(m_file.database, m_arrays, PoolId{row.integer(0)}, {}, progress, CancelToken());
    });
}

} // namespace cobench::store
