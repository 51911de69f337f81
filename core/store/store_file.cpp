// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/store_file.h"

#include "core/store/failure.h"
#include "core/store/layout.h"

#include <cerrno>
#include <cstdlib>
#include <sqlite3.h>

namespace cobench::store {

namespace {

namespace fs = std::filesystem;

constexpr const char* kWriterSettings = "PRAGMA journal_size_limit = 16777216;";

void requireFile(const fs::path& file)
{
    const fs::file_status status = fs::status(file);
    if (status.type() == fs::file_type::not_found)
        throw Failure({.code = ErrorCode::NotFound, .subject = file.string(), .detail = "there is no such file"});
    if (status.type() != fs::file_type::regular)
        throw Failure({.code = ErrorCode::Forbidden,
            .subject = file.string(),
            .detail = "is not a regular file",
            .cure = "choose a file that CoBench made"});
}

Failure newerVersion(const fs::path& file, std::int64_t version, const Schema& schema)
{
    return Failure({.code = ErrorCode::NewerVersion,
        .subject = file.string(),
        .detail = "has version " + std::to_string(version) + ", this CoBench knows up to "
            + std::to_string(schema.latest()),
        .cure = "open it read-only, or with the CoBench that wrote it"});
}

// A folder or file that refuses us is an ordinary reason to open read-only; anything else stays as it is.
Failure asReadOnly(const Error& error, const fs::path& file)
{
    if (error.code != ErrorCode::Unreadable && error.code != ErrorCode::ReadOnly)
        return Failure(error);
    return Failure({.code = ErrorCode::ReadOnly,
        .subject = file.string(),
        .detail = "cannot be written here",
        .cure = "open it read-only, or save it in another folder",
        .cause = std::make_shared<const Error>(error)});
}

FileLock lockPlace(const StorePlace& place, FileSystem& files)
{
    if (!fs::exists(place.folder)) {
        auto made = files.makeDirectory(place.folder);
        if (made)
            made = files.syncDirectory(place.folder.parent_path());
        if (!made)
            throw asReadOnly(made.error(), place.database);
    }
    auto lock = FileLock::acquire(place.lock, place.subject);
    if (!lock)
        throw asReadOnly(lock.error(), place.database);
    return std::move(lock).value();
}

void requireWritable(const Database& database)
{
    if (sqlite3_db_readonly(database.handle(), "main") != 0)
        throw asReadOnly(systemError(EROFS, database.path().string(), "opening for writing"), database.path());
}

void switchToWal(Database& database)
{
    if (database.text("PRAGMA journal_mode = WAL") != "wal")
        throw Failure({.code = ErrorCode::Unsupported,
            .subject = database.path().string(),
            .detail = "this file system cannot share memory between programs",
            .cure = "keep the project on a local disk"});
}

void backUp(Database& database, std::int64_t version, FileSystem& files)
{
    const fs::path target = withSuffix(database.path(), ".v" + std::to_string(version) + ".bak");
    const fs::path unfinished = withSuffix(target, ".new");
    orThrow(files.remove(unfinished));
    database.vacuumInto(unfinished);
    orThrow(files.syncFile(unfinished));
    orThrow(files.rename(unfinished, target));
    orThrow(files.syncDirectory(target.parent_path()));
}

void bringUpToDate(Database& database, const Schema& schema, std::int64_t version, FileSystem& files)
{
    if (version > 0)
        requireIntact(database);
    if (version == schema.latest())
        return;
    if (version > 0)
        backUp(database, version, files);
    migrate(database, schema, version);
    orThrow(files.syncDirectory(database.path().parent_path()));
}

Database migratedCopy(const Database& database, const Schema& schema, std::int64_t version)
{
    Database copy = Database::inMemory();
    database.copyTo(copy);
    migrate(copy, schema, version);
    return copy;
}

class TemporaryFolder
{
public:
    TemporaryFolder()
    {
        std::string pattern = (fs::temp_directory_path() / "cobench-XXXXXX").string();
        if (!::mkdtemp(pattern.data()))
            throw Failure(systemError(errno, pattern, "making a temporary folder"));
        m_path = pattern;
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder()
    {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

// A folder nobody can write, with commits still in the log: immutable=1 would leave them out.
Database copyWithLog(const fs::path& file, const std::string& vfs)
{
    const TemporaryFolder folder;
    const fs::path copy = folder.path() / "copy";
    fs::copy_file(file, copy);
    fs::copy_file(withSuffix(file, "-wal"), withSuffix(copy, "-wal"));
    const Database onDisk(copy, Database::Access::Write, vfs);
    Database inMemory = Database::inMemory();
    onDisk.copyTo(inMemory);
    return inMemory;
}

bool hasLog(const fs::path& file)
{
    std::error_code missing;
    const auto size = fs::file_size(withSuffix(file, "-wal"), missing);
    return !missing && size > 0;
}

// SQLite reads a write-ahead-log database only where it may make its index file (hazard of read-only media).
Database connectForReading(const fs::path& file, const Schema& schema, const std::string& vfs)
{
    try {
        Database database(file, Database::Access::Read, vfs);
        versionOf(database, schema);
        return database;
    } catch (const Failure& failure) {
        const ErrorCode code = failure.error().code;
        if (code != ErrorCode::ReadOnly && code != ErrorCode::Unreadable && code != ErrorCode::NotFound)
            throw;
    }
    return hasLog(file) ? copyWithLog(file, vfs) : Database(file, Database::Access::Immutable, vfs);
}

} // namespace

StoreFile openForWriting(const StorePlace& place, bool create, const Schema& schema, const Environment& environment)
{
    if (!create || fs::exists(place.database))
        requireFile(place.database);
    FileLock lock = lockPlace(place, *environment.files);
    Database database(
        place.database, create ? Database::Access::Create : Database::Access::Write, environment.sqliteVfs);
    requireWritable(database);
    const std::int64_t version = versionOf(database, schema);
    if (version > schema.latest())
        throw newerVersion(place.database, version, schema);
    switchToWal(database);
    database.execute(kWriterSettings);
    bringUpToDate(database, schema, version, *environment.files);
    requireExpectedTables(database, schema);
    return {.lock = std::move(lock), .database = std::move(database)};
}

StoreFile openForReading(const fs::path& file, const Schema& schema, const Environment& environment)
{
    requireFile(file);
    Database database = connectForReading(file, schema, environment.sqliteVfs);
    const std::int64_t version = versionOf(database, schema);
    if (version < schema.latest())
        database = migratedCopy(database, schema, version);
    if (version <= schema.latest())
        requireExpectedTables(database, schema);
    else
        requirePassiveTables(database);
    return {.lock = std::nullopt, .database = std::move(database)};
}

} // namespace cobench::store
