// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/team_cost.h"

namespace cobench::ensemble {

namespace {

std::optional<double> sum(
    const Members& team, std::span<const data::Model> models, std::optional<double> data::ModelCost::*part)
{
    if (models.empty())
        return std::nullopt;
    double total = 0.0;
    for (const std::uint32_t member : team) {
        const std::optional<double> cost = models[member].cost.*part;
        if (!cost)
            return std::nullopt;
        total += *cost;
    }
    return total;
}

} // namespace

data::ModelCost teamCost(const Members& team, std::span<const data::Model> models)
{
    return {.parameters = sum(team, models, &data::ModelCost::parameters),
        .flops = sum(team, models, &data::ModelCost::flops),
        .latencyMs = sum(team, models, &data::ModelCost::latencyMs)};
}

} // namespace cobench::ensemble
