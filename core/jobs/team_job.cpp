// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/team_job.h"

#include "core/ensemble/member_report.h"
#include "core/ensemble/team_plan.h"

#include <algorithm>
#include <bit>

namespace cobench::jobs {

namespace {

using Clock = std::chrono::steady_clock;
using ensemble::Members;
using ensemble::TeamMask;

/// As isEnumeratedBefore: of two teams of one size, the one that has the first model they do not share comes first.
bool isBefore(TeamMask first, TeamMask second)
{
    const int sizes = std::popcount(first) - std::popcount(second);
    const TeamMask other = first ^ second;
    return sizes != 0 ? sizes < 0 : (first & (other & (0 - other))) != 0;
}

/// n over k; small enough for teams that can be numbered.
std::size_t binomial(std::size_t n, std::size_t k)
{
    std::size_t value = n < k ? 0 : 1;
    for (std::size_t i = 1; i <= k && value != 0; ++i)
        value = value * (n - k + i) / i;
    return value;
}

/// Place among all teams of 2 models up to any size, as they are enumerated: no list is looked at.
std::size_t placeOf(const Members& members, std::size_t models)
{
    std::size_t place = 0;
    for (std::size_t size = 2; size < members.size(); ++size)
        place += binomial(models, size);
    std::size_t next = 0; // the first model that can stand here
    for (std::size_t i = 0; i < members.size(); ++i) {
        place += binomial(models - next, members.size() - i) - binomial(models - members[i], members.size() - i);
        next = members[i] + 1;
    }
    return place;
}

/// The first of `size` numbers that does not come before; `comesBefore` is true up to it.
template <typename Before>
std::size_t firstNot(std::size_t size, Before comesBefore)
{
    std::size_t first = 0;
    while (first < size)
        if (const std::size_t middle = first + (size - first) / 2; comesBefore(middle))
            first = middle + 1;
        else
            size = middle;
    return first;
}

std::vector<double> bestMembers(const ensemble::PreparedSplit& split, const ensemble::TeamScores& scores)
{
    const std::vector<double> accuracy = ensemble::memberAccuracies(split);
    std::vector<double> best(scores.size());
    for (std::size_t team = 0; team < scores.memberLists.size(); ++team)
        for (const std::uint32_t member : scores.memberLists[team])
            best[team] = std::max(best[team], accuracy[member]);
    for (std::size_t team = 0; team < scores.masks.size(); ++team)
        for (TeamMask left = scores.masks[team]; left != 0; left &= left - 1)
            best[team] = std::max(best[team], accuracy[static_cast<std::size_t>(std::countr_zero(left))]);
    return best;
}

/// Of columns of values, [column][team].
std::vector<double> rowsOf(
    const std::vector<double>& columns, std::size_t teams, const std::vector<std::uint32_t>& of)
{
    std::vector<double> rows;
    rows.reserve(teams == 0 ? 0 : columns.size() / teams * of.size());
    for (std::size_t begin = 0; begin < columns.size(); begin += teams)
        for (const std::uint32_t team : of)
            rows.push_back(columns[begin + team]);
    return rows;
}

/// Remembers which teams are scored, and gives them away now and then.
class Parts
{
public:
    Parts(const ensemble::PreparedSplit& split,
        const PoolTeams& whole,
        const TeamsOptions& options,
        const PartSink& sink)
        : m_split(split)
        , m_whole(whole)
        , m_sink(sink)
        , m_begin(Clock::now() + options.partsAfter)
        , m_next(options.firstPart)
    {
    }

    void add(const ensemble::TeamScores& scores, std::span<const std::uint32_t> teams)
    {
        m_scored.insert(m_scored.end(), teams.begin(), teams.end());
        if (m_scored.size() < m_next || m_scored.size() > scores.size() / 2 || Clock::now() < m_begin)
            return;
        m_next = 2 * m_scored.size();
        std::ranges::sort(m_scored);
        m_sink(partOf(scores));
    }

private:
    PoolTeams partOf(const ensemble::TeamScores& scores) const
    {
        PoolTeams part = m_whole;
        part.scores = {.models = scores.models, .metrics = scores.metrics, .consensus = scores.consensus};
        for (const std::uint32_t team : m_scored) {
            if (scores.masks.empty())
                part.scores.memberLists.push_back(scores.memberLists[team]);
            else
                part.scores.masks.push_back(scores.masks[team]);
        }
        part.scores.raw = rowsOf(scores.raw, scores.size(), m_scored);
        part.scores.accuracy = rowsOf(scores.accuracy, scores.size(), m_scored);
        part.bestMember = bestMembers(m_split, part.scores);
        return part;
    }

    const ensemble::PreparedSplit& m_split;
    const PoolTeams& m_whole; // what is known before anything is scored
    const PartSink& m_sink;
    const Clock::time_point m_begin; // of telling
    std::size_t m_next; // scored teams to tell of
    std::vector<std::uint32_t> m_scored;
};

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

std::optional<std::uint32_t> PoolTeams::find(const Members& members) const
{
    std::size_t place = 0;
    if (members.empty() || members.size() > largest || members.back() >= scores.models)
        return std::nullopt;
    if (scores.masks.empty() && !isPart()) {
        place = placeOf(members, scores.models);
    } else if (scores.masks.empty()) {
        place = firstNot(scores.size(),
            [&](std::size_t team) { return ensemble::isEnumeratedBefore(scores.memberLists[team], members); });
    } else {
        const TeamMask wanted = ensemble::maskOf(members);
        place = firstNot(scores.size(), [&](std::size_t team) { return isBefore(scores.masks[team], wanted); });
    }
    if (place >= scores.size() || scores.members(place) != members)
        return std::nullopt;
    return static_cast<std::uint32_t>(place);
}

std::size_t PoolTeams::sizeOf(std::size_t team) const
{
    return scores.sizeOf(team);
}

bool PoolTeams::hasMembers(std::size_t team, const Members& members) const
{
    if (scores.masks.empty())
        return std::ranges::includes(scores.memberLists[team], members);
    const TeamMask wanted = ensemble::maskOf(members);
    return (scores.masks[team] & wanted) == wanted;
}

Result<PoolTeams> scorePool(const ensemble::PreparedSplit& split,
    const TeamsOptions& options,
    Progress& progress,
    const CancelToken& cancel,
    const PartSink& onPart)
{
    const bool allFit = largestSizeWithin(split.models(), options.mostWithAllSizes) == split.models();
    PoolTeams teams{.largest = allFit ? split.models() : largestSizeWithin(split.models(), options.mostTeams)};
    if (teams.largest == 0)
        return Error{.code = ErrorCode::TooLarge,
            .subject = std::to_string(split.models()) + " models",
            .detail = split.models() < 2 ? "a team needs two models" : "too many pairs to look at together",
            .cure = split.models() < 2 ? "add a model to the pool" : "exclude models from the pool"};
    teams.allSizes = teams.largest == split.models();
    teams.total = ensemble::countTeams(split.models(), 2, teams.largest);
    Parts parts(split, teams, options, onPart);
    const bool soft = split.hasProbabilities();
    auto scores = ensemble::scoreTeams(split,
        {.metrics = {ensemble::kAllMetrics.begin(), ensemble::kAllMetrics.end()},
            .samples = options.samples,
            .consensus = {soft ? ensemble::Consensus::Soft : ensemble::Consensus::Plurality},
            .maxSize = teams.largest,
            .convention = options.convention,
            .threads = options.threads,
            .onScored = onPart ? [&](const auto& scored, const auto numbers) { parts.add(scored, numbers); }
                               : decltype(ensemble::ScoreOptions::onScored)()},
        progress,
        cancel);
    if (!scores)
        return scores.error();
    teams.scores = std::move(*scores);
    teams.bestMember = bestMembers(split, teams.scores);
    return teams;
}

} // namespace cobench::jobs
