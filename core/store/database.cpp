// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/database.h"

#include "core/store/failure.h"
#include "core/store/row_crc.h"
#include "core/store/sqlite_error.h"

#include <sqlite3.h>

namespace cobench::store {

namespace {

constexpr int kBusyTimeoutMs = 5000;

int flagsFor(Database::Access access)
{
    switch (access) {
    case Database::Access::Read:
        return SQLITE_OPEN_READONLY;
    case Database::Access::Immutable:
        return SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
    case Database::Access::Write:
        return SQLITE_OPEN_READWRITE;
    case Database::Access::Create:
        return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    }
    return SQLITE_OPEN_READONLY;
}

std::string immutableUri(const std::string& path)
{
    static constexpr char kDigits[] = "0123456789ABCDEF";
    std::string uri = "file:";
    for (const char character : path) {
        const auto byte = static_cast<unsigned char>(character);
        if (byte == '%' || byte == '?' || byte == '#')
            uri += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
        else
            uri += character;
    }
    return uri + "?immutable=1";
}

} // namespace

void Database::Closer::operator()(sqlite3* handle) const
{
    sqlite3_close_v2(handle);
}

Database::Database(const std::string& name, const std::filesystem::path& path, int flags, const std::string& vfs)
    : m_path(path)
{
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(name.c_str(),
        &handle,
        flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
        vfs.empty() ? nullptr : vfs.c_str());
    m_handle.reset(handle);
    if (code != SQLITE_OK)
        throw Failure(sqliteError(handle, code, path.string()));
    harden();
}

Database::Database(const std::filesystem::path& path, Access access, const std::string& vfs)
    : Database(
        access == Access::Immutable ? immutableUri(path.string()) : path.string(), path, flagsFor(access), vfs)
{
}

Database Database::inMemory()
{
    return Database(":memory:", ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY, {});
}

// sqlite.org/security.html, "untrusted SQLite database files".
void Database::harden()
{
    sqlite3_busy_timeout(handle(), kBusyTimeoutMs);
    sqlite3_db_config(handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle(), SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(handle(), SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_db_config(handle(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle(), SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
    registerRowCrc(handle());
    execute("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA synchronous = FULL;");
}

void Database::execute(const std::string& sql)
{
    const int code = sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        throw Failure(sqliteError(handle(), code, m_path.string()));
}

std::int64_t Database::integer(std::string_view sql)
{
    Statement statement(*this, sql);
    statement.step();
    return statement.integer(0);
}

std::string Database::text(std::string_view sql)
{
    Statement statement(*this, sql);
    statement.step();
    return statement.text(0);
}

std::int64_t Database::lastInsertId() const
{
    return sqlite3_last_insert_rowid(handle());
}

std::int64_t Database::changes() const
{
    return sqlite3_changes64(handle());
}

void Database::requireInPlace() const
{
    int moved = 0;
    const int code = sqlite3_file_control(handle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    if (code == SQLITE_OK && moved != 0)
        throw Failure({.code = ErrorCode::NotFound,
            .subject = m_path.string(),
            .detail = "was moved or removed while it was open",
            .cure = "put it back, or save under another name"});
}

void Database::copyTo(Database& target) const
{
    sqlite3_backup* backup = sqlite3_backup_init(target.handle(), "main", handle(), "main");
    if (!backup)
        throw Failure(sqliteError(target.handle(), sqlite3_errcode(target.handle()), m_path.string()));
    sqlite3_backup_step(backup, -1);
    const int code = sqlite3_backup_finish(backup);
    if (code != SQLITE_OK)
        throw Failure(sqliteError(target.handle(), code, m_path.string()));
}

void Database::vacuumInto(const std::filesystem::path& target)
{
    runSql(*this, "VACUUM INTO ?1", target.string());
}

void Statement::Finalizer::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

Statement::Statement(const Database& database, std::string_view sql)
    : m_database(&database)
{
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(database.handle(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr));
    m_statement.reset(statement);
}

void Statement::check(int code) const
{
    if (code != SQLITE_OK)
        throw Failure(sqliteError(m_database->handle(), code, m_database->path().string()));
}

void Statement::bind(int index, std::int64_t value)
{
    check(sqlite3_bind_int64(m_statement.get(), index, value));
}

void Statement::bind(int index, double value)
{
    check(sqlite3_bind_double(m_statement.get(), index, value));
}

void Statement::bind(int index, const std::optional<double>& value)
{
    check(value ? sqlite3_bind_double(m_statement.get(), index, *value)
                : sqlite3_bind_null(m_statement.get(), index));
}

void Statement::bind(int index, std::string_view value)
{
    const char* data = value.empty() ? "" : value.data();
    check(sqlite3_bind_text64(m_statement.get(), index, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind(int index, std::span<const std::byte> value)
{
    const void* data = value.empty() ? "" : static_cast<const void*>(value.data());
    check(sqlite3_bind_blob64(m_statement.get(), index, data, value.size(), SQLITE_TRANSIENT));
}

bool Statement::step()
{
    const int code = sqlite3_step(m_statement.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        check(code);
    return code == SQLITE_ROW;
}

void Statement::run()
{
    while (step()) { }
    reset();
}

void Statement::reset()
{
    sqlite3_reset(m_statement.get());
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_statement.get(), column);
}

std::optional<double> Statement::realOrNull(int column) const
{
    if (sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL)
        return std::nullopt;
    return real(column);
}

std::string Statement::text(int column) const
{
    const auto bytes = blob(column);
    return bytes.empty() ? std::string() : std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

std::span<const std::byte> Statement::blob(int column) const
{
    const void* data = sqlite3_column_blob(m_statement.get(), column);
    const int size = sqlite3_column_bytes(m_statement.get(), column);
    return {static_cast<const std::byte*>(data), data ? static_cast<std::size_t>(size) : 0};
}

Transaction::Transaction(Database& database)
    : m_database(database)
{
    database.requireInPlace();
    database.execute("BEGIN IMMEDIATE");
}

// SQLite rolls back by itself on a full disk; then there is nothing left to do.
Transaction::~Transaction()
{
    if (m_open && sqlite3_get_autocommit(m_database.handle()) == 0)
        sqlite3_exec(m_database.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit()
{
    m_database.execute("COMMIT");
    m_open = false;
    m_database.requireInPlace();
}

} // namespace cobench::store
