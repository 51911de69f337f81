// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/named_team.h"

#include "ui/pages/reports/figure_data.h"

#include <algorithm>

namespace cobench::ui {

Result<ensemble::Members> findTeam(const data::Pool& pool, const std::vector<std::string>& members)
{
    ensemble::Members team;
    for (const std::string& name : members) {
        const auto model = findModel(pool, name);
        if (!model)
            return model.error();
        team.push_back(static_cast<std::uint32_t>(*model));
    }
    std::ranges::sort(team);
    if (const auto twice = std::ranges::adjacent_find(team); twice != team.end())
        return Error{.code = ErrorCode::Usage,
            .subject = pool.name,
            .detail = pool.models[*twice].name + " is named twice",
            .cure = "name each member once"};
    return team;
}

Result<jobs::TeamSplits> teamSplitsOf(const jobs::SplitView& shown)
{
    const auto pair = jobs::chooseSplits(*shown.pool, {}, shown.title);
    if (!pair)
        return pair.error();
    return jobs::TeamSplits{.pool = shown.pool,
        .selection
        = pair->areOne() ? shown.prepared : ensemble::PreparedSplit::prepare(pair->selection, shown.pool->classes),
        .report = shown.prepared};
}

std::string dataHashOf(const jobs::SplitView& shown, const jobs::TeamSplits& splits, bool learnt)
{
    return learnt && !splits.areOne()
        ? shown.dataHash + "+" + jobs::hashSplit(*shown.pool, splits.selection->split())
        : shown.dataHash;
}

} // namespace cobench::ui
