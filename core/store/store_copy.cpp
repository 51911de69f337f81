// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/store_copy.h"

#include "core/store/failure.h"
#include "core/store/pool_rows.h"
#include "core/store/store_file.h"

namespace cobench::store {

namespace {

namespace fs = std::filesystem;

struct ArrayCopy {
    ArrayStore& from;
    ArrayStore to;
};

/// The steps of one copy, with what they share.
class Copier
{
public:
    Copier(const Environment& environment, Progress& progress, const CancelToken& cancel)
        : m_environment(environment)
        , m_progress(progress)
        , m_cancel(cancel)
    {
    }

    // The database appears under its name only when every array it names is on disk.
    void copyStore(Database& source, const fs::path& target, ArrayCopy arrays)
    {
        FileSystem& files = *m_environment.files;
        const fs::path unfinished = withSuffix(target, ".unfinished");
        orThrow(files.remove(unfinished));
        source.vacuumInto(unfinished);
        copyArrays(unfinished, arrays);
        orThrow(files.syncFile(unfinished));
        orThrow(files.rename(unfinished, target));
        orThrow(files.syncDirectory(target.parent_path()));
    }

private:
    void copyArrays(const fs::path& database, ArrayCopy& arrays)
    {
        Database copy(database, Database::Access::Read, m_environment.sqliteVfs);
        const auto names = namedArrays(copy);
        std::uint64_t bytes = 0;
        for (const std::string& name : names)
            bytes += arrays.from.bytesOf(name);
        m_progress.beginStage("copying", 2 * bytes);
        for (const std::string& name : names)
            arrays.from.copyTo(arrays.to, name, m_progress, m_cancel);
        arrays.to.sync();
    }

    const Environment& m_environment;
    Progress& m_progress;
    const CancelToken& m_cancel;
};

} // namespace

void requireFree(const Layout& target)
{
    for (const fs::path& path : {target.database, target.folder})
        if (fs::exists(fs::symlink_status(path)))
            throw Failure({.code = ErrorCode::Conflict,
                .subject = path.string(),
                .detail = "is there already",
                .cure = "choose another name, or remove it first"});
}

// As far as it goes: the error that brought us here is the one to report.
void removePartialCopy(const Layout& target, FileSystem& files)
{
    std::vector<fs::path> made = {target.folder};
    std::error_code ignored;
    for (const auto& entry : fs::recursive_directory_iterator(target.folder, ignored))
        made.push_back(entry.path());
    made.push_back(withSuffix(target.database, ".unfinished"));
    made.push_back(target.database);
    for (auto path = made.rbegin(); path != made.rend(); ++path)
        (void)files.remove(*path);
}

void copyProject(const Layout& source,
    Database& database,
    ArrayStore& arrays,
    const Layout& target,
    const Environment& environment,
    Progress& progress,
    const CancelToken& cancel)
{
    requireFree(target);
    FileSystem& files = *environment.files;
    Copier copier(environment, progress, cancel);
    orThrow(files.makeDirectory(target.folder));
    try {
        const FileLock lock = orThrow(FileLock::acquire(target.lock, target.database.string()));
        if (fs::exists(source.runsDatabase)) {
            StoreFile runs = openForReading(source.runsDatabase, runsSchema(), environment);
            ArrayStore runArrays(source.runArrays, environment.files);
            copier.copyStore(runs.database,
                target.runsDatabase,
                {.from = runArrays, .to = {target.runArrays, environment.files}});
        }
        copier.copyStore(database, target.database, {.from = arrays, .to = {target.arrays, environment.files}});
    } catch (...) {
        removePartialCopy(target, files);
        throw;
    }
}

} // namespace cobench::store
