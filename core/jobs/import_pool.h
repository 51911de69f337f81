// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/ids.h"
#include "core/jobs/open_pool.h"
#include "core/store/project.h"

namespace cobench::jobs {

/// A pool that was read and where it came from, ready for store::Project::addPool.
struct ReadPool {
    io::LoadedPool loaded;
    store::PoolOrigin origin;
};

struct ImportedPool {
    PoolId id;
    std::string name;
    std::size_t models = 0;
    std::size_t samples = 0; // of the default split
    std::vector<Warning> warnings;
    std::vector<Error> refused;
};

/// SHA-256 and size of every source file, under absolute paths. Reads them all once more; errors name the file.
Result<std::vector<store::PoolSource>> hashSources(
    const std::vector<io::SourceFile>& sources, Progress& progress, const CancelToken& cancel);

/// Reads a pool from files and hashes them. Nothing was left when ReadPool::loaded has no pool.
Result<ReadPool> readPool(const io::LoadPoolOptions& options, Progress& progress, const CancelToken& cancel);

/// Reads a pool and stores it, with the hashes of what it was read from. Conflict when the name is taken, found out
/// before anything is read. When it returns ok, the pool is on disk.
Result<ImportedPool> importPool(store::Project& project,
    const std::string& name,
    const OpenPoolOptions& options,
    Progress& progress,
    const CancelToken& cancel);

} // namespace cobench::jobs
