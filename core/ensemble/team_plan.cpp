// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/team_plan.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <numeric>

namespace cobench::ensemble {

namespace {

constexpr std::size_t kChunkSteps = 1024; // small enough for the first-level cache and for a prompt cancel

/// n over k, saturating.
std::size_t binomial(std::size_t n, std::size_t k)
{
    k = std::min(k, n - k);
    std::size_t value = 1;
    for (std::size_t i = 1; i <= k; ++i) {
        const std::size_t shared = std::gcd(value, i); // divide first: exact, and saturates later
        const std::size_t factor = (n - k + i) / (i / shared);
        value /= shared;
        if (value > std::numeric_limits<std::size_t>::max() / factor)
            return std::numeric_limits<std::size_t>::max();
        value *= factor;
    }
    return value;
}

void markFleeting(TeamPlan& plan)
{
    std::vector<std::size_t> path(plan.deepest); // steps on the way to the current one
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        const std::size_t depth = plan.steps[i].depth; // not marked yet
        path[depth] = i;
        plan.steps[i].depth |= kFleetingBit;
        if (depth != 0 && path[depth - 1] + 1 != i)
            plan.steps[path[depth - 1]].depth &= static_cast<std::uint16_t>(~kFleetingBit);
    }
}

void cutChunks(TeamPlan& plan)
{
    std::vector<PlanStep> path;
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        const PlanStep& step = plan.steps[i];
        path.resize(depthOf(step));
        if (i % kChunkSteps == 0)
            plan.chunks.push_back({.lead = path, .begin = i, .end = std::min(i + kChunkSteps, plan.steps.size())});
        plan.chunks.back().teams += step.team == kNoTeam ? 0 : 1;
        path.push_back({kNoTeam, step.model, static_cast<std::uint16_t>(path.size())});
    }
}

TeamPlan finished(TeamPlan plan)
{
    for (const PlanStep& step : plan.steps)
        plan.deepest = std::max<std::size_t>(plan.deepest, step.depth + 1U);
    markFleeting(plan);
    cutChunks(plan);
    return plan;
}

/// Depth-first enumeration; inside one size it meets the teams in lexicographic order.
class Enumerator
{
public:
    Enumerator(TeamPlan& plan, std::size_t minSize, std::size_t maxSize)
        : m_plan(plan)
        , m_minSize(minSize)
        , m_maxSize(maxSize)
        , m_next(maxSize + 1)
    {
        for (std::size_t size = minSize; size <= maxSize; ++size) {
            m_next[size] = static_cast<std::uint32_t>(plan.teams);
            plan.teams += binomial(plan.models, size);
        }
    }

    void descend(std::size_t first, std::size_t depth)
    {
        const std::size_t size = depth + 1;
        const std::size_t missing = m_minSize > size ? m_minSize - size : 0;
        for (std::size_t model = first; model + missing < m_plan.models; ++model) {
            const std::uint32_t team = size >= m_minSize ? m_next[size]++ : kNoTeam;
            m_plan.steps.push_back({team, static_cast<std::uint16_t>(model), static_cast<std::uint16_t>(depth)});
            if (size < m_maxSize)
                descend(model + 1, depth + 1);
        }
    }

private:
    TeamPlan& m_plan;
    std::size_t m_minSize;
    std::size_t m_maxSize;
    std::vector<std::uint32_t> m_next; // by size: the number of the next team met
};

} // namespace

std::size_t countTeams(std::size_t models, std::size_t minSize, std::size_t maxSize)
{
    std::size_t total = 0;
    for (std::size_t size = minSize; size <= std::min(maxSize, models); ++size) {
        const std::size_t count = binomial(models, size);
        if (total > std::numeric_limits<std::size_t>::max() - count)
            return std::numeric_limits<std::size_t>::max();
        total += count;
    }
    return total;
}

Result<void> checkTeamSizes(std::size_t models, std::size_t minSize, std::size_t maxSize)
{
    if (minSize >= 1 && minSize <= maxSize && minSize <= models)
        return {};
    const bool crossed = minSize > maxSize && minSize <= models;
    return Error{.code = ErrorCode::Usage,
        .subject = "team size",
        .detail = crossed
            ? "the largest, " + std::to_string(maxSize) + ", is below the smallest, " + std::to_string(minSize)
            : "no team of " + std::to_string(minSize) + " exists",
        .cure = "the pool has " + std::to_string(models) + (models == 1 ? " model" : " models")};
}

TeamPlan planAll(std::size_t models, std::size_t minSize, std::size_t maxSize)
{
    assert(minSize >= 1 && minSize <= maxSize && maxSize <= models);
    TeamPlan plan{.models = models};
    Enumerator enumerator(plan, minSize, maxSize);
    assert(plan.teams <= kMaxTeams);
    plan.steps.reserve(plan.teams + plan.teams / 4);
    enumerator.descend(0, 0);
    return finished(std::move(plan));
}

TeamPlan planListed(std::size_t models, std::span<const Members> teams)
{
    TeamPlan plan{.models = models, .teams = teams.size()};
    std::vector<std::uint32_t> order(teams.size());
    std::iota(order.begin(), order.end(), 0U);
    if (!std::ranges::is_sorted(teams))
        std::ranges::stable_sort(order, [&](std::uint32_t a, std::uint32_t b) { return teams[a] < teams[b]; });
    Members path;
    for (const std::uint32_t team : order) {
        const Members& members = teams[team];
        auto depth = static_cast<std::size_t>(std::ranges::mismatch(members, path).in1 - members.begin());
        depth = std::min(depth, members.size() - 1); // a repeated team takes its last step again
        for (; depth < members.size(); ++depth)
            plan.steps.push_back({depth + 1 == members.size() ? team : kNoTeam,
                static_cast<std::uint16_t>(members[depth]),
                static_cast<std::uint16_t>(depth)});
        path = members;
    }
    return finished(std::move(plan));
}

} // namespace cobench::ensemble
