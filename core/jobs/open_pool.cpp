// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/open_pool.h"

#include "core/store/project.h"

#include <algorithm>

namespace cobench::jobs {

namespace {

constexpr std::string_view kProjectEnding = ".cobench";

std::string namesOf(const std::vector<store::PoolEntry>& pools)
{
    std::string names;
    for (const store::PoolEntry& pool : pools)
        names += (names.empty() ? "" : ", ") + pool.name;
    return names;
}

Result<PoolId> choosePool(const store::Project& project, const StoredPoolName& wanted)
{
    auto pools = project.pools();
    if (!pools)
        return pools.error();
    const auto named = std::ranges::find(*pools, wanted.name, &store::PoolEntry::name);
    if (named != pools->end())
        return named->id;
    if (wanted.name.empty() && pools->size() == 1)
        return pools->front().id;

    Error error{.code = ErrorCode::NotFound, .subject = wanted.project.string()};
    error.detail = wanted.name.empty() ? "it holds " + std::to_string(pools->size()) + " pools"
                                       : "it has no pool called " + wanted.name;
    error.cure = pools->empty() ? "import one with `pool import`"
                                : "write " + wanted.project.string() + "#NAME; its pools are " + namesOf(*pools);
    return error;
}

Result<io::LoadedPool> openStored(const StoredPoolName& wanted, Progress& progress, const CancelToken& cancel)
{
    auto project = store::Project::open(wanted.project, store::OpenMode::ReadOnly);
    if (!project)
        return project.error();
    const auto id = choosePool(**project, wanted);
    if (!id)
        return id.error();
    auto pool = (*project)->loadPool(*id, false, progress, cancel);
    if (!pool)
        return pool.error();
    return io::LoadedPool{.pool = std::move(*pool)};
}

} // namespace

io::LoadPoolOptions toLoadOptions(const OpenPoolOptions& options)
{
    return {.inputs = {options.pool},
        .labels = options.labels,
        .values = options.values,
        .keepGoing = options.keepGoing,
        .threads = options.threads};
}

std::optional<StoredPoolName> parseStoredPoolName(std::string_view text)
{
    StoredPoolName stored;
    const std::size_t end = text.rfind(std::string(kProjectEnding) + '#'); // a pool's name may have a #
    if (end != std::string_view::npos)
        stored = {.project = text.substr(0, end + kProjectEnding.size()),
            .name = std::string(text.substr(end + kProjectEnding.size() + 1))};
    else if (text.ends_with(kProjectEnding))
        stored.project = text;
    else
        return std::nullopt;
    std::error_code ignored;
    if (std::filesystem::is_directory(stored.project, ignored))
        return std::nullopt;
    return stored;
}

Result<io::LoadedPool> openPool(const OpenPoolOptions& options, Progress& progress, const CancelToken& cancel)
{
    if (const auto stored = parseStoredPoolName(options.pool)) {
        if (options.labels || options.values != io::ValueReading::Detect)
            return Error{.code = ErrorCode::Usage,
                .subject = options.pool,
                .detail = "labels and values of a stored pool were settled when it was imported",
                .cure = "leave out --labels and --values"};
        return openStored(*stored, progress, cancel);
    }
    auto loaded = io::loadPool(toLoadOptions(options), progress, cancel);
    if (loaded && !loaded->pool)
        return loaded->refused.front();
    return loaded;
}

} // namespace cobench::jobs
