// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/ensemble/kernels.h"
#include "core/ensemble/team.h"

#include <cstdint>
#include <span>
#include <vector>

namespace cobench::ensemble {

/// Teams as one depth-first walk that adds one member at a time, members ascending: teams with a common beginning
/// share its work, and a sum over members is always taken in member order. Cut into chunks that can be walked
/// apart.
struct TeamPlan {
    struct Chunk {
        std::vector<PlanStep> lead; // the path above the chunk's first step; leads to no team
        std::size_t begin = 0; // steps [begin, end)
        std::size_t end = 0;
        std::size_t teams = 0;
    };

    std::size_t models = 0;
    std::size_t teams = 0; // team numbers are 0 … teams - 1
    std::size_t deepest = 0; // members of the largest team
    std::vector<PlanStep> steps;
    std::vector<Chunk> chunks;

    std::span<const PlanStep> stepsOf(const Chunk& chunk) const
    {
        return {steps.data() + chunk.begin, steps.data() + chunk.end};
    }
};

inline constexpr std::size_t kMaxTeams = std::size_t{1} << 24;

/// Number of teams of `minSize` to `maxSize` out of `models`; saturates at SIZE_MAX.
std::size_t countTeams(std::size_t models, std::size_t minSize, std::size_t maxSize);

/// Usage where a pool of `models` has no team of minSize … maxSize members.
Result<void> checkTeamSizes(std::size_t models, std::size_t minSize, std::size_t maxSize);

/// All teams of minSize … maxSize members, numbered by size, then lexicographically.
/// Precondition: 1 <= minSize <= maxSize <= models, countTeams(…) <= kMaxTeams.
TeamPlan planAll(std::size_t models, std::size_t minSize, std::size_t maxSize);

/// Just these, numbered as listed; the same team may be listed twice.
/// Precondition: members ascending, teams not empty. A member may repeat where only votes are counted.
TeamPlan planListed(std::size_t models, std::span<const Members> teams);

/// Calls visit(step, leaf) for the chunk's lead and then for its steps; leaf: no later step of the chunk builds on
/// it.
template <typename Visit>
void walkSteps(const TeamPlan& plan, const TeamPlan::Chunk& chunk, Visit visit)
{
    for (const PlanStep& step : chunk.lead)
        visit(step, false);
    const std::span<const PlanStep> steps = plan.stepsOf(chunk);
    for (std::size_t i = 0; i < steps.size(); ++i)
        visit(steps[i], i + 1 == steps.size() || depthOf(steps[i + 1]) <= depthOf(steps[i]));
}

/// Calls visit(team, members) for every team of a plan, in walk order.
template <typename Visit>
void forEachTeam(const TeamPlan& plan, Visit visit)
{
    Members path;
    for (const PlanStep& step : plan.steps) {
        path.resize(depthOf(step));
        path.push_back(step.model);
        if (step.team != kNoTeam)
            visit(step.team, path);
    }
}

} // namespace cobench::ensemble
