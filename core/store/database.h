// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace cobench::store {

/// One SQLite connection in its defensive settings: the file may come from anybody. One thread at a time.
/// Here and in Statement and Transaction every failure is thrown as Failure with the file in its subject.
class Database
{
public:
    enum class Access {
        Read,
        Immutable, // for media nobody can write: no locks, no write-ahead log
        Write,
        Create, // Write, made when missing
    };
    Database(const std::filesystem::path& path, Access access, const std::string& vfs);
    static Database inMemory();

    const std::filesystem::path& path() const { return m_path; }
    sqlite3* handle() const { return m_handle.get(); }

    /// One or several statements without results.
    void execute(const std::string& sql);
    /// First column of the first row, which must be there.
    std::int64_t integer(std::string_view sql);
    std::string text(std::string_view sql);
    std::int64_t lastInsertId() const;
    std::int64_t changes() const;

    /// Throws NotFound when another file, or none, now has our name: what we write would be lost.
    void requireInPlace() const;
    /// Replaces the content of `target`.
    void copyTo(Database& target) const;
    /// A compact, consistent copy in a new file; not durable until synced.
    void vacuumInto(const std::filesystem::path& target);

private:
    struct Closer {
        void operator()(sqlite3* handle) const;
    };
    Database(const std::string& name, const std::filesystem::path& path, int flags, const std::string& vfs);
    void harden();

    std::filesystem::path m_path;
    std::unique_ptr<sqlite3, Closer> m_handle;
};

/// Parameters are bound in order, columns read by index. What text() and blob() give is valid until the next step.
class Statement
{
public:
    Statement(const Database& database, std::string_view sql);
    template <typename... Values>
    Statement(const Database& database, std::string_view sql, const Values&... values)
        : Statement(database, sql)
    {
        bindAll(values...);
    }

    template <typename... Values>
    Statement& bindAll(const Values&... values)
    {
        int index = 0;
        (bind(++index, values), ...);
        return *this;
    }
    /// True: there is a row.
    bool step();
    /// Runs to the end and is ready for other values.
    void run();
    void reset();

    std::int64_t integer(int column) const;
    double real(int column) const;
    std::optional<double> realOrNull(int column) const;
    std::string text(int column) const;
    std::span<const std::byte> blob(int column) const;

private:
    struct Finalizer {
        void operator()(sqlite3_stmt* statement) const;
    };
    void bind(int index, std::int64_t value);
    void bind(int index, std::uint64_t value) { bind(index, static_cast<std::int64_t>(value)); }
    void bind(int index, int value) { bind(index, static_cast<std::int64_t>(value)); }
    void bind(int index, std::uint32_t value) { bind(index, static_cast<std::int64_t>(value)); }
    void bind(int index, double value);
    void bind(int index, const std::optional<double>& value);
    void bind(int index, std::string_view value);
    void bind(int index, const std::string& value) { bind(index, std::string_view(value)); }
    void bind(int index, const char* value) { bind(index, std::string_view(value)); }
    void bind(int index, std::span<const std::byte> value);
    void check(int code) const;

    const Database* m_database;
    std::unique_ptr<sqlite3_stmt, Finalizer> m_statement;
};

template <typename... Values>
void runSql(const Database& database, std::string_view sql, const Values&... values)
{
    Statement(database, sql, values...).run();
}

/// Rolled back unless commit() returned: then it is on disk.
class Transaction
{
public:
    explicit Transaction(Database& database);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();
    void commit();

private:
    Database& m_database;
    bool m_open = true;
};

} // namespace cobench::store
