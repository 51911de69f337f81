// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/team_job.h"

#include "core/ensemble/member_report.h"

#include <algorithm>

namespace cobench::jobs {

namespace {

std::vector<double> bestMembers(const ensemble::PreparedSplit& split, const ensemble::TeamScores& scores)
{
    const std::vector<double> accuracy = ensemble::memberAccuracies(split);
    std::vector<double> best(scores.size());
    for (std::size_t team = 0; team < scores.size(); ++team)
        for (const std::uint32_t member : scores.members(team))
            best[team] = std::max(best[team], accuracy[member]);
    return best;
}

} // namespace

std::size_t largestSizeWithin(std::size_t models, std::size_t most)
{
    std::size_t teams = 0;
    std::size_t ofSize = models; // C(models, size)
    std::size_t largest = 0;
    for (std::size_t size = 2; size <= models; ++size) {
        ofSize = ofSize * (models - size + 1) / size;
        teams += ofSize;
        if (teams > most)
            break;
        largest = size;
    }
    return largest;
}

std::optional<std::uint32_t> PoolTeams::find(const ensemble::Members& members) const
{
    std::size_t low = 0;
    std::size_t high = scores.size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (ensemble::isEnumeratedBefore(scores.members(middle), members))
            low = middle + 1;
        else
            high = middle;
    }
    if (low < scores.size() && scores.members(low) == members)
        return static_cast<std::uint32_t>(low);
    return std::nullopt;
}

Result<PoolTeams> scorePool(const ensemble::PreparedSplit& split,
    const TeamsOptions& options,
    Progress& progress,
    const CancelToken& cancel)
{
    PoolTeams teams{.largest = largestSizeWithin(split.models(), options.mostTeams)};
    if (teams.largest == 0)
        return Error{.code = ErrorCode::TooLarge,
            .subject = std::to_string(split.models()) + " models",
            .detail = split.models() < 2 ? "a team needs two models" : "too many pairs to look at together",
            .cure = split.models() < 2 ? "add a model to the pool" : "exclude models from the pool"};
    teams.allSizes = teams.largest == split.models();
    const bool soft = split.hasProbabilities();
    auto scores = ensemble::scoreTeams(split,
        {.metrics = {ensemble::kAllMetrics.begin(), ensemble::kAllMetrics.end()},
            .samples = options.samples,
            .consensus = {soft ? ensemble::Consensus::Soft : ensemble::Consensus::Plurality},
            .maxSize = teams.largest,
            .convention = options.convention,
            .threads = options.threads},
        progress,
        cancel);
    if (!scores)
        return scores.error();
    teams.scores = std::move(*scores);
    teams.bestMember = bestMembers(split, teams.scores);
    return teams;
}

} // namespace cobench::jobs
