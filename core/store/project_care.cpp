// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/pool_rows.h"
#include "core/store/project_file.h"
#include "core/store/store_copy.h"

namespace cobench::store {

namespace {

namespace fs = std::filesystem;

std::uint64_t sizeOf(const fs::path& file)
{
    std::error_code missing;
    const auto size = fs::file_size(file, missing);
    return missing ? 0 : size;
}

} // namespace

Result<std::uint64_t> ProjectFile::cleanUp()
{
    return guarded([&] {
        orThrow(write([&] {
            m_file.database.execute("DELETE FROM pool WHERE hidden = 1; DELETE FROM member WHERE hidden = 1;");
        }));
        return m_arrays.removeAllBut(namedArrays(m_file.database));
    });
}

Result<DiskUse> ProjectFile::diskUse() const
{
    return guarded([&] {
        const auto used = namedArrays(m_file.database);
        DiskUse use = {.database = sizeOf(path()) + sizeOf(withSuffix(path(), "-wal")),
            .reclaimable = m_arrays.bytesBeside(used),
            .runs = sizeOf(m_layout.runsDatabase) + sizeOf(withSuffix(m_layout.runsDatabase, "-wal"))};
        for (const std::string& name : used)
            use.arrays += m_arrays.bytesOf(name);
        use.runs += ArrayStore(m_layout.runArrays, m_environment.files).bytesBeside({});
        return use;
    });
}

Result<std::vector<Warning>> ProjectFile::damage(Progress& progress, const CancelToken& cancel) const
{
    return guarded([&] {
        std::vector<Warning> found = damagedRows(m_file.database, projectSchema().tables);
        const auto note = [&](const Failure& failure) {
            if (failure.error().isCancelled())
                throw failure;
            found.push_back({.subject = failure.error().subject,
                .detail = failure.error().detail,
                .cure = failure.error().cure});
        };
        try {
            requireIntact(m_file.database);
        } catch (const Failure& failure) {
            note(failure);
        }
        progress.beginStage("checking");
        for (const std::string& name : namedArrays(m_file.database)) {
            try {
                m_arrays.verify(name, progress, cancel);
            } catch (const Failure& failure) {
                note(failure);
            }
        }
        return found;
    });
}

Result<void> ProjectFile::saveCopy(const fs::path& target, Progress& progress, const CancelToken& cancel)
{
    return guarded([&] {
        copyProject(m_layout, m_file.database, m_arrays, layoutOf(target), m_environment, progress, cancel);
    });
}

} // namespace cobench::store
