// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/bundle.h"

#include "core/common/checksums.h"
#include "core/common/sha256.h"
#include "core/store/failure.h"
#include "core/store/in_steps.h"
#include "core/store/layout.h"
#include "core/store/mapped_file.h"
#include "core/store/pool_rows.h"
#include "core/store/store_copy.h"
#include "core/store/store_file.h"
#include "core/store/zip_reader.h"
#include "core/store/zip_writer.h"

#include <set>
#include <zlib.h>

namespace cobench::store {

namespace {

namespace fs = std::filesystem;

const std::string kDatabase = "project.cobench";
const std::string kRuns = "project.cobench.d/runs.sqlite";
const std::string kArrays = "project.cobench.d/arrays/";
const std::string kRunArrays = "project.cobench.d/run-arrays/";

Failure refused(const fs::path& bundle, const std::string& place, std::string detail)
{
    return Failure({.code = ErrorCode::Corrupt,
        .subject = bundle.string(),
        .place = place,
        .detail = std::move(detail),
        .cure = "export the bundle again, or fetch another copy of it"});
}

/// The copy that is packed; goes away whatever happens.
class Staging
{
public:
    Staging(const fs::path& bundle, FileSystem& files)
        : m_files(files)
        , m_folder(withSuffix(bundle, ".unfinished"))
    {
        clear();
        orThrow(files.makeDirectory(m_folder));
    }
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;
    ~Staging() { clear(); }

    Layout layout() const { return layoutOf(m_folder / kDatabase); }
    fs::path bundle() const { return m_folder / "bundle"; }

private:
    void clear()
    {
        removePartialCopy(layout(), m_files);
        (void)m_files.remove(bundle());
        (void)m_files.remove(m_folder);
    }
    FileSystem& m_files;
    fs::path m_folder;
};

struct PackedFile {
    std::string name;
    fs::path path;
};

std::vector<PackedFile> filesOf(const Layout& layout)
{
    std::vector<PackedFile> files = {{kDatabase, layout.database}};
    if (fs::exists(layout.runsDatabase))
        files.push_back({kRuns, layout.runsDatabase});
    std::error_code missing;
    for (const auto& [prefix, folder] :
        {std::pair{kArrays, layout.arrays}, std::pair{kRunArrays, layout.runArrays}}) {
        std::set<fs::path> sorted;
        for (const auto& entry : fs::directory_iterator(folder, missing))
            sorted.insert(entry.path());
        for (const fs::path& path : sorted)
            files.push_back({prefix + path.filename().string(), path});
    }
    return files;
}

void pack(const Layout& layout, OutputFile& output, Progress& progress, const CancelToken& cancel)
{
    const auto files = filesOf(layout);
    std::uint64_t bytes = 0;
    for (const PackedFile& file : files)
        bytes += fs::file_size(file.path);
    progress.beginStage("packing", 2 * bytes);
    ZipWriter zip(output);
    for (const PackedFile& file : files)
        zip.add(file.name, MappedFile(file.path).bytes(), progress, cancel);
    zip.finish();
    orThrow(output.sync());
}

/// One import, with what its steps share.
class Unpacking
{
public:
    Unpacking(const fs::path& bundle,
        const Layout& target,
        const Environment& environment,
        Progress& progress,
        const CancelToken& cancel)
        : m_bundle(bundle)
        , m_file(bundle)
        , m_target(target)
        , m_environment(environment)
        , m_progress(progress)
        , m_cancel(cancel)
    {
    }

    void run()
    {
        const auto entries = readZip(m_file);
        if (!entries)
            throw refused(m_bundle, {}, "is not a bundle, or is damaged");
        m_progress.beginStage("unpacking", m_file.size());
        for (const ZipEntry& entry : *entries)
            unpack(entry);
        for (const fs::path& folder : {m_target.arrays, m_target.runArrays, m_target.folder})
            if (fs::exists(folder))
                orThrow(files().syncDirectory(folder));
        if (fs::exists(m_target.runsDatabase))
            check(m_target.runsDatabase, runsSchema(), kRunArrays);
        check(unfinished(), projectSchema(), kArrays);
        orThrow(files().rename(unfinished(), m_target.database));
        orThrow(files().syncDirectory(m_target.database.parent_path()));
    }

private:
    FileSystem& files() { return *m_environment.files; }
    fs::path unfinished() const { return withSuffix(m_target.database, ".unfinished"); }

    // Names are chosen here, never taken from the file as a path.
    fs::path placeOf(const std::string& name) const
    {
        if (name == kDatabase)
            return unfinished();
        if (name == kRuns)
            return m_target.runsDatabase;
        for (const auto& [prefix, folder] :
            {std::pair{kArrays, m_target.arrays}, std::pair{kRunArrays, m_target.runArrays}})
            if (name.starts_with(prefix) && isArrayName(name.substr(prefix.size())))
                return folder / name.substr(prefix.size());
        throw refused(m_bundle, name, "does not belong into a bundle");
    }

    void unpack(const ZipEntry& entry)
    {
        const fs::path path = placeOf(entry.name);
        if (!m_names.insert(entry.name).second)
            throw refused(m_bundle, entry.name, "is there twice");
        if (!fs::exists(path.parent_path()))
            orThrow(files().makeDirectory(path.parent_path()));
        const auto file = orThrow(files().create(path));
        copy(entry, *file);
        orThrow(file->sync());
    }

    /// Checked while it is copied: what is read twice may have changed in between. The whole copy goes when this
    /// throws.
    void copy(const ZipEntry& entry, OutputFile& to)
    {
        uLong crc = crc32_z(0, nullptr, 0);
        Sha256 hash;
        const bool isArray = entry.name != kDatabase && entry.name != kRuns;
        inSteps(m_file, entry.offset, entry.size, m_progress, m_cancel, [&](auto piece) {
            crc = crc32_z(crc, reinterpret_cast<const Bytef*>(piece.data()), piece.size());
            if (isArray)
                hash.update(piece);
            orThrow(to.write(piece));
        });
        if (!kVerifiesChecksums)
            return;
        if (crc != entry.crc || (isArray && !entry.name.ends_with(hash.finishHex())))
            throw refused(m_bundle, entry.name, "does not match its checksum");
    }

    void check(const fs::path& path, const Schema& schema, const std::string& arrays)
    {
        StoreFile file = openForReading(path, schema, m_environment);
        requireIntact(file.database);
        for (const std::string& name : namedArrays(file.database))
            if (!m_names.contains(arrays + name))
                throw refused(m_bundle, arrays + name, "is missing");
    }

    fs::path m_bundle;
    InputFile m_file;
    const Layout& m_target;
    const Environment& m_environment;
    Progress& m_progress;
    const CancelToken& m_cancel;
    std::set<std::string> m_names;
};

} // namespace

Result<void> exportBundle(Project& project,
    const fs::path& bundle,
    Progress& progress,
    const CancelToken& cancel,
    const Environment& environment)
{
    return guarded([&] {
        FileSystem& files = *environment.files;
        const fs::path target = fs::absolute(bundle);
        const Staging staging(target, files);
        orThrow(project.saveCopy(staging.layout().database, CopyScope::Bundle, progress, cancel));
        const auto output = orThrow(files.create(staging.bundle()));
        pack(staging.layout(), *output, progress, cancel);
        orThrow(files.rename(staging.bundle(), target));
        orThrow(files.syncDirectory(target.parent_path()));
    });
}

Result<void> importBundle(const fs::path& bundle,
    const fs::path& project,
    Progress& progress,
    const CancelToken& cancel,
    const Environment& environment)
{
    return guarded([&] {
        FileSystem& files = *environment.files;
        const Layout target = layoutOf(project);
        requireFree(target);
        orThrow(files.makeDirectory(target.folder));
        try {
            const FileLock lock = orThrow(FileLock::acquire(target.lock, target.database.string()));
            Unpacking(bundle, target, environment, progress, cancel).run();
        } catch (...) {
            removePartialCopy(target, files);
            throw;
        }
    });
}

} // namespace cobench::store
