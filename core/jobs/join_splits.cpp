// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/join_splits.h"

#include <algorithm>

namespace cobench::jobs {

namespace {

Error conflict(const data::Pool& pool, std::string detail, std::string cure)
{
    return {ErrorCode::Conflict, pool.name, {}, std::move(detail), std::move(cure)};
}

/// Where each model of `pool` stands in `more`.
Result<std::vector<std::size_t>> placesIn(const data::Pool& more, const data::Pool& pool)
{
    std::vector<std::size_t> places;
    for (const data::Model& model : pool.models) {
        const auto found = std::ranges::find(more.models, model.name, &data::Model::name);
        if (found == more.models.end())
            return conflict(pool, "holds " + model.name + ", of which nothing new is known", "the same models");
        places.push_back(static_cast<std::size_t>(found - more.models.begin()));
    }
    if (pool.size() != more.size())
        return conflict(pool, "lacks models that are to join it", "the same models");
    return places;
}

} // namespace

Result<data::Pool> joinSplits(const data::Pool& pool, const data::Pool& more)
{
    const auto places = placesIn(more, pool);
    if (!places)
        return places.error();
    if (pool.classes != more.classes)
        return conflict(pool, "has other classes", "the same data");
    data::Pool joined = pool;
    for (const auto& split : more.withModels(*places).splits) {
        const auto place = std::ranges::find(joined.splits, split->title(), &data::Split::title);
        if (place != joined.splits.end())
            *place = split;
        else
            joined.splits.push_back(split);
    }
    for (const auto& split : joined.splits) {
        const auto first = std::ranges::find(joined.splits, split->name, &data::Split::name);
        if (!std::ranges::equal((*first)->truth, split->truth))
            return conflict(pool, "has other samples in " + split->title(), "the same samples, or a new pool");
    }
    return joined;
}

} // namespace cobench::jobs
