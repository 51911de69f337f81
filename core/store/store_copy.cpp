// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/store_copy.h"

#include "core/store/failure.h"
#include "core/store/in_steps.h"
#include "core/store/pool_rows.h"
#include "core/store/store_file.h"

namespace cobench::store {

namespace {

namespace fs = std::filesystem;

struct ArrayCopy {
    ArrayStore& from;
    ArrayStore to;
};

/// None for a folder that is missing; one that cannot be listed must not look empty.
std::vector<fs::path> entriesOf(const fs::path& folder)
{
    std::vector<fs::path> found;
    std::error_code failed;
    const fs::directory_iterator entries(folder, failed);
    if (failed && failed != std::errc::no_such_file_or_directory && failed != std::errc::not_a_directory)
        throw fs::filesystem_error("listing", folder, failed);
    for (const auto& entry : entries)
        found.push_back(entry.path());
    return found;
}

/// 0 for one that is gone.
std::uint64_t sizeOf(const fs::path& file)
{
    std::error_code gone;
    const auto size = fs::file_size(file, gone);
    return gone ? 0 : size;
}

std::uint64_t bytesOf(const std::vector<fs::path>& files)
{
    std::uint64_t bytes = 0;
    for (const fs::path& file : files)
        bytes += sizeOf(file);
    return bytes;
}

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

    // A run that goes on may take one away meanwhile, once it has a newer one.
    void copyCheckpoints(const Layout& source, const Layout& target)
    {
        const std::vector<fs::path> runs = entriesOf(source.checkpoints);
        std::uint64_t bytes = 0;
        for (const fs::path& run : runs)
            bytes += bytesOf(checkpointsOf(run));
        m_progress.beginStage("copying checkpoints", bytes);
        for (const fs::path& run : runs)
            copyFiles(checkpointsOf(run), target.checkpoints / run.filename(), Sharing::Yes);
    }

    // Never shared: whoever takes one in locks the file.
    void copySessions(const Layout& source, const Layout& target)
    {
        std::vector<fs::path> sessions = entriesOf(source.sessions);
        std::erase_if(sessions,
            [](const fs::path& session) { return session.extension() != ".session" || FileLock::isHeld(session); });
        m_progress.beginStage("copying detection runs", bytesOf(sessions));
        copyFiles(sessions, target.sessions, Sharing::No);
    }

private:
    enum class Sharing { No, Yes };

    // Those that are being written have another name.
    static std::vector<fs::path> checkpointsOf(const fs::path& run)
    {
        std::vector<fs::path> files = entriesOf(run);
        std::erase_if(files, [](const fs::path& file) { return file.extension() != ".safetensors"; });
        return files;
    }

    void copyFiles(const std::vector<fs::path>& from, const fs::path& folder, Sharing sharing)
    {
        FileSystem& files = *m_environment.files;
        if (from.empty())
            return;
        for (const fs::path& made : {folder.parent_path(), folder}) {
            orThrow(files.makeDirectory(made));
            orThrow(files.syncDirectory(made.parent_path()));
        }
        for (const fs::path& file : from) {
            if (sharing == Sharing::Yes && files.link(file, folder / file.filename()))
                m_progress.advance(sizeOf(file));
            else if (sizeOf(file) > 0)
                copyFile(file, folder / file.filename());
        }
        orThrow(files.syncDirectory(folder));
    }

    void copyFile(const fs::path& from, const fs::path& to)
    {
        const InputFile source(from);
        const auto copy = orThrow(m_environment.files->create(to));
        inSteps(source, 0, source.size(), m_progress, m_cancel, [&](auto piece) { orThrow(copy->write(piece)); });
        orThrow(copy->sync());
    }

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
    CopyScope scope,
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
        if (scope == CopyScope::Everything) {
            copier.copyCheckpoints(source, target);
            copier.copySessions(source, target);
        }
        copier.copyStore(database, target.database, {.from = arrays, .to = {target.arrays, environment.files}});
    } catch (...) {
        removePartialCopy(target, files);
        throw;
    }
}

} // namespace cobench::store
