// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/relabel_pool.h"

#include "core/io/read_labels.h"
#include "core/jobs/import_pool.h"
#include "core/jobs/import_recipe.h"

#include <algorithm>

namespace cobench::jobs {

namespace {

std::size_t differences(std::span<const data::Label> before, std::span<const data::Label> after)
{
    std::size_t count = 0;
    for (std::size_t sample = 0; sample < before.size(); ++sample)
        count += before[sample] != after[sample] ? 1 : 0;
    return count;
}

/// The new file takes the place of the one that --labels named; files that hold predictions too stay.
store::PoolOrigin withLabels(store::PoolOrigin origin, const store::PoolSource& labels)
{
    auto recipe = fromRecipe(origin.recipe);
    std::erase_if(origin.sources, [&](const store::PoolSource& source) {
        return source.path == labels.path || (recipe && recipe->labels && source.path == *recipe->labels);
    });
    origin.sources.push_back(labels);
    if (recipe) {
        recipe->labels = labels.path;
        origin.recipe = toRecipe(*recipe);
    }
    return origin;
}

} // namespace

Result<Relabelling> relabelPool(const data::Pool& pool,
    const store::PoolOrigin& origin,
    const std::filesystem::path& labels,
    Progress& progress,
    const CancelToken& cancel)
{
    auto found = io::readLabels(pool, labels, progress, cancel);
    if (!found)
        return std::move(found).error();
    auto source = hashSources({{.path = labels}}, progress, cancel);
    if (!source)
        return std::move(source).error();
    Relabelling result{.truth = {}, .origin = withLabels(origin, source->front())};
    for (std::size_t i = 0; i < pool.splits.size(); ++i) {
        auto& after = (*found)[i];
        const std::size_t changed = after ? differences(pool.splits[i]->truth.view(), *after) : 0;
        if (changed == 0)
            continue;
        result.changed += changed;
        result.truth.push_back({.title = pool.splits[i]->title(), .labels = std::move(*after)});
    }
    return result;
}

} // namespace cobench::jobs
