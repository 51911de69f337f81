// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/import_pool.h"

#include "core/common/sha256.h"
#include "core/io/file_source.h"

namespace cobench::jobs {

Result<std::vector<store::PoolSource>> hashSources(
    const std::vector<io::SourceFile>& sources, Progress& progress, const CancelToken& cancel)
{
    std::vector<store::PoolSource> hashed;
    std::uint64_t total = 0;
    for (const io::SourceFile& source : sources)
        total += source.bytes;
    progress.beginStage("hashing the sources", total);
    for (const io::SourceFile& source : sources) {
        const auto bytes = io::readFile(source.path, progress, cancel);
        if (!bytes)
            return bytes.error();
        hashed.push_back({source.path.string(), bytes->size(), sha256Hex(*bytes)});
    }
    return hashed;
}

namespace {

Result<void> refuseTakenName(const store::Project& project, const std::string& name)
{
    auto pools = project.pools();
    if (!pools)
        return pools.error();
    for (const store::PoolEntry& pool : *pools) {
        if (pool.name == name)
            return Error{.code = ErrorCode::Conflict,
                .subject = project.path().string(),
                .detail = "it has a pool called " + name + " already",
                .cure = "choose another name"};
    }
    return {};
}

} // namespace

Result<ImportedPool> importPool(store::Project& project,
    const std::string& name,
    const OpenPoolOptions& options,
    Progress& progress,
    const CancelToken& cancel)
{
    if (auto isFree = refuseTakenName(project, name); !isFree)
        return isFree.error();
    auto loaded = openPool(options, progress, cancel);
    if (!loaded)
        return loaded.error();
    const auto sources = hashSources(loaded->sources, progress, cancel);
    if (!sources)
        return sources.error();
    const auto id = project.addPool(*loaded->pool, name, *sources, progress, cancel);
    if (!id)
        return id.error();
    const auto split = loaded->pool->defaultSplit();
    return ImportedPool{.id = *id,
        .name = name,
        .models = loaded->pool->size(),
        .samples = split ? split->samples() : 0,
        .warnings = std::move(loaded->warnings),
        .refused = std::move(loaded->refused)};
}

} // namespace cobench::jobs
