// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/import_pool.h"

#include "core/io/file_source.h"
#include "core/jobs/import_recipe.h"

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
        auto hash = io::hashFile(source.path, progress, cancel);
        if (!hash)
            return std::move(hash).error();
        hashed.push_back({std::filesystem::absolute(source.path).string(), hash->bytes, std::move(hash->sha256)});
    }
    return hashed;
}

Result<ReadPool> readPool(const io::LoadPoolOptions& options, Progress& progress, const CancelToken& cancel)
{
    auto loaded = io::loadPool(options, progress, cancel);
    if (!loaded)
        return loaded.error();
    if (!loaded->pool)
        return ReadPool{.loaded = std::move(*loaded), .origin = {}};
    auto sources = hashSources(loaded->sources, progress, cancel);
    if (!sources)
        return sources.error();
    return ReadPool{
        .loaded = std::move(*loaded), .origin = {.sources = std::move(*sources), .recipe = toRecipe(options)}};
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

/// Also a pool of another project, which has no files to name.
Result<ReadPool> readAnyPool(const OpenPoolOptions& options, Progress& progress, const CancelToken& cancel)
{
    if (!parseStoredPoolName(options.pool)) {
        auto read = readPool(toLoadOptions(options), progress, cancel);
        if (read && !read->loaded.pool)
            return read->loaded.refused.front();
        return read;
    }
    auto loaded = openPool(options, progress, cancel);
    if (!loaded)
        return loaded.error();
    return ReadPool{.loaded = std::move(*loaded), .origin = {}};
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
    auto read = readAnyPool(options, progress, cancel);
    if (!read)
        return read.error();
    io::LoadedPool& loaded = read->loaded;
    const auto id = project.addPool(*loaded.pool, name, read->origin, progress, cancel);
    if (!id)
        return id.error();
    const auto split = loaded.pool->defaultSplit();
    return ImportedPool{.id = *id,
        .name = name,
        .models = loaded.pool->size(),
        .samples = split ? split->samples() : 0,
        .warnings = std::move(loaded.warnings),
        .refused = std::move(loaded.refused)};
}

} // namespace cobench::jobs
