// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/team_task.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

namespace cobench::ensemble {

namespace {

Error usage(std::string subject, std::string detail, std::string cure)
{
    return {.code = ErrorCode::Usage,
        .subject = std::move(subject),
        .detail = std::move(detail),
        .cure = std::move(cure)};
}

Result<void> checkRules(const PreparedSplit& split, const ScoreOptions& options)
{
    for (const Consensus rule : options.consensus) {
        if (rule == Consensus::Stacking)
            return usage("consensus stacking", "is fitted team by team", "open the team to see it");
        if (needsProbabilities(rule) && !split.hasProbabilities())
            return usage("consensus " + std::string(id(rule)),
                "needs probabilities, but a member has only labels",
                "use plurality, weighted-plurality or majority");
    }
    return {};
}

Result<void> checkTeam(const Members& team, std::size_t models)
{
    const std::string name = "team " + toString(team);
    if (team.empty())
        return usage("team", "has no members", "name at least one model");
    if (std::ranges::adjacent_find(team, std::greater_equal<>{}) != team.end())
        return usage(name, "members are not in ascending order", "list each model once, in ascending order");
    if (team.back() >= models)
        return usage(name,
            "there is no model " + std::to_string(team.back()),
            "models are numbered 0 to " + std::to_string(models - 1));
    return {};
}

Result<TeamPlan> planEnumeration(std::size_t models, const ScoreOptions& options)
{
    const std::size_t maxSize = options.maxSize == 0 ? models : std::min(options.maxSize, models);
    const std::size_t minSize = std::max<std::size_t>(options.minSize, 1);
    if (auto exists = checkTeamSizes(models, minSize, maxSize); !exists)
        return std::move(exists).error();
    const std::size_t count = countTeams(models, minSize, maxSize);
    if (count > kMaxTeams)
        return usage("teams",
            (count == std::numeric_limits<std::size_t>::max() ? "more than 10^19" : std::to_string(count))
                + " do not fit in memory; the most is " + std::to_string(kMaxTeams),
            "limit the team size, exclude models, or keep only the most diverse");
    return planAll(models, minSize, maxSize);
}

/// Named teams may come from a huge pool: only the models they use are counted.
Result<TeamTask> planNamed(const PreparedSplit& split, const std::vector<Members>& teams)
{
    std::vector<std::uint32_t> localOf(split.models(), 0);
    for (const Members& team : teams) {
        if (auto valid = checkTeam(team, split.models()); !valid)
            return std::move(valid).error();
        for (const std::uint32_t member : team)
            localOf[member] = 1;
    }
    std::vector<std::uint32_t> used;
    for (std::uint32_t m = 0; m < localOf.size(); ++m)
        if (std::exchange(localOf[m], static_cast<std::uint32_t>(used.size())) != 0)
            used.push_back(m);
    std::vector<Members> local = teams;
    for (Members& team : local)
        for (std::uint32_t& member : team)
            member = localOf[member];
    TeamTask task{.part = split.withModels(used), .plan = planListed(used.size(), local)};
    task.split = task.part.get();
    return task;
}

} // namespace

Result<TeamTask> planTeams(const PreparedSplit& split, const ScoreOptions& options)
{
    TeamTask task{.split = &split};
    if (options.teams) {
        auto named = planNamed(split, *options.teams);
        if (!named)
            return named;
        task = std::move(named).value();
    } else {
        auto plan = planEnumeration(split.models(), options);
        if (!plan)
            return std::move(plan).error();
        task.plan = std::move(plan).value();
    }
    if (auto valid = checkRules(*task.split, options); !valid)
        return std::move(valid).error();
    return task;
}

} // namespace cobench::ensemble
