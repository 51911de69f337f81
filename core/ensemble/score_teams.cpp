// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/score_teams.h"

#include "core/ensemble/consensus_counts.h"
#include "core/ensemble/metric_scorer.h"
#include "core/ensemble/team_plan.h"

#include <algorithm>
#include <chrono>
#include <numeric>

namespace cobench::ensemble {

namespace {

constexpr std::size_t kMaxFocalValues = std::size_t{1} << 29; // 4 GiB of doubles
constexpr std::size_t kMaxFocalPairs = std::size_t{1} << 26; // 4.5 GiB of terms

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

Error usage(std::string subject, std::string detail, std::string cure)
{
    return {.code = ErrorCode::Usage,
        .subject = std::move(subject),
        .detail = std::move(detail),
        .cure = std::move(cure)};
}

/// The split, the teams in its numbering, and the walk over them.
struct Task {
    std::shared_ptr<const PreparedSplit> part; // keeps a smaller pool alive
    const PreparedSplit* split = nullptr;
    TeamPlan plan;
};

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
    if (minSize > maxSize)
        return usage("team size",
            "no team of " + std::to_string(minSize) + " to " + std::to_string(maxSize) + " members exists",
            "the pool has " + std::to_string(models) + " models");
    const std::size_t count = countTeams(models, minSize, maxSize);
    if (count > kMaxTeams)
        return usage("teams",
            "there are more than " + std::to_string(kMaxTeams),
            "limit the team size, exclude models, or use a search method");
    return planAll(models, minSize, maxSize);
}

/// Named teams may come from a huge pool: only the models they use are counted.
Result<Task> planNamed(const PreparedSplit& split, const std::vector<Members>& teams)
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
    Task task{.part = split.withModels(used), .plan = planListed(used.size(), local)};
    task.split = task.part.get();
    return task;
}

Result<Task> makeTask(const PreparedSplit& split, const ScoreOptions& options)
{
    if (options.teams)
        return planNamed(split, *options.teams);
    auto plan = planEnumeration(split.models(), options);
    if (!plan)
        return std::move(plan).error();
    return Task{.split = &split, .plan = std::move(plan).value()};
}

void nameTeams(TeamScores& scores, const TeamPlan& plan, const std::optional<std::vector<Members>>& named)
{
    const bool masks = scores.models <= 64;
    if (masks)
        scores.masks.resize(plan.teams);
    else
        scores.memberLists.resize(plan.teams);
    const auto put = [&](std::size_t team, const Members& members) {
        if (masks)
            scores.masks[team] = maskOf(members);
        else
            scores.memberLists[team] = members;
    };
    if (!named)
        return forEachTeam(plan, put);
    for (std::size_t team = 0; team < named->size(); ++team)
        put(team, (*named)[team]);
}

std::vector<std::uint64_t> focalPlaces(const TeamPlan& plan, std::size_t metrics)
{
    std::vector<std::uint64_t> begin(plan.teams + 1);
    forEachTeam(
        plan, [&](std::size_t team, const Members& members) { begin[team + 1] = members.size() * metrics; });
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    return begin;
}

Result<void> scoreMetrics(const PreparedSplit& whole,
    const Task& task,
    const ScoreOptions& options,
    TeamScores& scores,
    Progress& progress,
    const CancelToken& cancel)
{
    MetricScorer scorer(*task.split, options);
    const auto start = Clock::now();
    if (auto done = scorer.prepare(select(whole, options.samples), cancel); !done)
        return done;
    scores.prepareSeconds += secondsSince(start);
    return scorer.score(task.plan, scores, progress, cancel);
}

Result<void> scoreConsensus(const Task& task,
    const ScoreOptions& options,
    TeamScores& scores,
    Progress& progress,
    const CancelToken& cancel)
{
    scores.accuracy.reserve(options.consensus.size() * task.plan.teams);
    const double samples = static_cast<double>(std::max<std::size_t>(task.split->samples(), 1));
    ConsensusOptions rule{.convention = options.convention, .threads = options.threads, .simd = options.simd};
    rule.weights = voteWeights(*task.split);
    for (const Consensus consensus : options.consensus) {
        progress.beginStage(std::string(id(consensus)), task.plan.teams);
        rule.rule = consensus;
        auto right = countRight(*task.split, task.plan, rule, progress, cancel);
        if (!right)
            return std::move(right).error();
        for (const std::uint32_t count : *right)
            scores.accuracy.push_back(static_cast<double>(count) / samples);
    }
    return {};
}

} // namespace

Result<void> checkFocalRoom(std::size_t models)
{
    const std::size_t ofOne = std::max<std::size_t>(models * models, 1);
    if (models <= kMaxFocalPairs / ofOne)
        return {};
    return Error{.code = ErrorCode::TooLarge,
        .subject = std::to_string(models) + " models",
        .detail = "the pairs on each model's negatives do not fit in memory",
        .cure = "exclude models, or name teams of fewer"};
}

Members TeamScores::members(std::size_t team) const
{
    return masks.empty() ? memberLists[team] : membersOf(masks[team]);
}

Result<TeamScores> scoreTeams(
    const PreparedSplit& split, const ScoreOptions& options, Progress& progress, const CancelToken& cancel)
{
    const auto start = Clock::now();
    auto task = makeTask(split, options);
    if (!task)
        return std::move(task).error();
    if (auto valid = checkRules(*task->split, options); !valid)
        return std::move(valid).error();
    TeamScores scores{.models = split.models(), .metrics = options.metrics, .consensus = options.consensus};
    nameTeams(scores, task->plan, options.teams);
    if (options.focal) {
        if (auto fits = checkFocalRoom(task->split->models()); !fits)
            return std::move(fits).error();
        scores.focalBegin = focalPlaces(task->plan, options.metrics.size());
        if (scores.focalBegin.back() > kMaxFocalValues)
            return usage("focal scores",
                std::to_string(scores.focalBegin.back()) + " values do not fit in memory",
                "limit the team size or the metrics");
    }
    if (auto done = scoreMetrics(split, *task, options, scores, progress, cancel); !done)
        return std::move(done).error();
    if (auto done = scoreConsensus(*task, options, scores, progress, cancel); !done)
        return std::move(done).error();
    scores.scoreSeconds = secondsSince(start) - scores.prepareSeconds;
    return scores;
}

} // namespace cobench::ensemble
