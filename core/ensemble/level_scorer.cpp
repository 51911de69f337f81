// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/level_scorer.h"

#include "core/ensemble/team_plan.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cobench::ensemble {

namespace {

constexpr double kNotScored = std::numeric_limits<double>::quiet_NaN();
constexpr double kEqualScores = 1e-12;

} // namespace

std::vector<std::size_t> pruningOrder(const std::vector<Members>& candidates, const LevelScores& scores)
{
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < candidates.size(); ++i)
        if (!std::isnan(scores.diversity[i]))
            order.push_back(i);
    std::ranges::stable_sort(order, std::less<>(), [&](std::size_t i) { return scores.diversity[i]; });
    std::vector<std::size_t> tier(candidates.size(), 0);
    for (std::size_t k = 1; k < order.size(); ++k) {
        const bool equal = scores.diversity[order[k]] - scores.diversity[order[k - 1]] < kEqualScores;
        tier[order[k]] = tier[order[k - 1]] + (equal ? 0 : 1);
    }
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
        if (tier[a] != tier[b])
            return tier[a] < tier[b];
        return scores.accuracy[a] != scores.accuracy[b] ? scores.accuracy[a] < scores.accuracy[b]
                                                        : candidates[a] < candidates[b];
    });
    return order;
}

LevelScorer::LevelScorer(const TeamScorer& score,
    std::span<const double> memberAccuracy,
    Convention convention,
    FocalWeighting weighting,
    const CancelToken& cancel)
    : m_score(score)
    , m_memberAccuracy(memberAccuracy)
    , m_convention(convention)
    , m_weighting(weighting)
    , m_cancel(cancel)
{
}

Result<void> LevelScorer::scoreAllFirst(std::size_t models, std::size_t maxSize)
{
    m_scoredAll = true;
    const std::size_t last = std::min(maxSize, models - 1);
    if (last < 2)
        return {};
    if (countTeams(models, 2, last) > kMaxTeams)
        return Error{.code = ErrorCode::Usage,
            .subject = "reference convention",
            .detail = "it scores all teams first, and there are more than " + std::to_string(kMaxTeams),
            .cure = "limit the team size, exclude models, or use the corrected convention"};
    const TeamPlan plan = planAll(models, 2, last);
    m_allTeams.resize(plan.teams);
    forEachTeam(plan, [&](std::size_t team, const Members& members) { m_allTeams[team] = members; });
    auto scores = scoreTeams(m_allTeams);
    if (!scores)
        return std::move(scores).error();
    m_all = *std::move(scores);
    return {};
}

Result<LevelScores> LevelScorer::scoreLevel(const std::vector<Members>& candidates) const
{
    return m_scoredAll ? Result<LevelScores>(lookUp(candidates)) : scoreTeams(candidates);
}

Result<LevelScores> LevelScorer::scoreTeams(const std::vector<Members>& teams) const
{
    LevelScores level;
    if (teams.empty())
        return level;
    auto scores = m_score(teams);
    if (!scores)
        return std::move(scores).error();
    const FocalScores focal = focalScores(*scores, 0, m_memberAccuracy, m_convention, m_weighting, m_cancel);
    if (m_cancel.isCancelled())
        return cancelled();
    level.fq = focal.fq;
    for (std::size_t i = 0; i < teams.size(); ++i) {
        level.diversity.push_back(focal.diversity(i));
        level.accuracy.push_back(scores->accuracyValue(0, i));
    }
    level.scored = scores->size();
    return level;
}

LevelScores LevelScorer::lookUp(const std::vector<Members>& candidates) const
{
    LevelScores level;
    for (const Members& team : candidates) {
        const auto found = std::ranges::lower_bound(m_allTeams, team, isEnumeratedBefore);
        const bool known = found != m_allTeams.end() && *found == team;
        const auto place = static_cast<std::size_t>(found - m_allTeams.begin());
        level.fq.push_back(known ? m_all.fq[place] : kNotScored);
        level.diversity.push_back(known ? m_all.diversity[place] : kNotScored);
        level.accuracy.push_back(known ? m_all.accuracy[place] : kNotScored);
    }
    if (!candidates.empty())
        level.scored
            = static_cast<std::uint64_t>(std::ranges::count(m_allTeams, candidates.front().size(), &Members::size));
    return level;
}

} // namespace cobench::ensemble
