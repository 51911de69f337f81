// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/score_teams.h"

#include "core/common/parallel.h"
#include "core/ensemble/consensus_counter.h"
#include "core/ensemble/metric_scorer.h"
#include "core/ensemble/team_task.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <mutex>
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

std::vector<TeamMask> teamMasks(const TeamPlan& plan)
{
    std::vector<TeamMask> masks(plan.teams);
    std::vector<TeamMask> path(plan.deepest + 1);
    for (const PlanStep& step : plan.steps) {
        const std::size_t depth = depthOf(step);
        path[depth + 1] = path[depth] | TeamMask{1} << step.model;
        if (step.team != kNoTeam)
            masks[step.team] = path[depth + 1];
    }
    return masks;
}

void nameTeams(TeamScores& scores, const TeamPlan& plan, const std::optional<std::vector<Members>>& named)
{
    if (scores.models <= 64 && !named)
        scores.masks = teamMasks(plan);
    else if (scores.models <= 64)
        std::ranges::transform(*named, std::back_inserter(scores.masks), maskOf);
    else if (named)
        scores.memberLists = *named;
    else {
        scores.memberLists.resize(plan.teams);
        forEachTeam(plan, [&](std::size_t team, const Members& members) { scores.memberLists[team] = members; });
    }
}

std::vector<std::uint64_t> focalPlaces(const TeamPlan& plan, std::size_t metrics)
{
    std::vector<std::uint64_t> begin(plan.teams + 1);
    for (const PlanStep& step : plan.steps)
        if (step.team != kNoTeam)
            begin[step.team + 1] = (depthOf(step) + 1) * metrics;
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    return begin;
}

/// Takes the plan chunk by chunk: each is done with, under every metric and rule, before the next begins.
class Scoring
{
public:
    Scoring(
        const PreparedSplit& whole, const TeamTask& task, const ScoreOptions& options, const CancelToken& cancel)
        : m_whole(whole)
        , m_task(task)
        , m_options(options)
        , m_cancel(cancel)
        , m_metrics(*task.split, options)
    {
    }

    Result<void> prepare(TeamScores& scores, Progress& progress)
    {
        const auto start = Clock::now();
        if (auto done = m_metrics.prepare(select(m_whole, m_options.samples), m_cancel); !done)
            return done;
        scores.prepareSeconds = secondsSince(start);
        scores.raw.resize(m_options.metrics.size() * m_task.plan.teams);
        scores.accuracy.resize(m_options.consensus.size() * m_task.plan.teams);
        if (m_options.focal)
            scores.focal.resize(scores.focalBegin.back());
        if (m_cancel.isCancelled())
            return cancelled();
        const std::vector<float> weights = voteWeights(*m_task.split);
        m_rules.reserve(m_options.consensus.size());
        for (const Consensus rule : m_options.consensus) {
            m_rules.emplace_back(*m_task.split,
                m_task.plan,
                ConsensusOptions{.rule = rule,
                    .convention = m_options.convention,
                    .weights = weights,
                    .threads = m_options.threads,
                    .simd = m_options.simd});
            if (auto done = m_rules.back().prepare(progress, m_cancel); !done)
                return done;
        }
        return {};
    }

    Result<void> run(TeamScores& scores, Progress& progress)
    {
        progress.beginStage("teams", m_task.plan.teams);
        return parallelFor(
            m_options.threads,
            m_task.plan.chunks.size(),
            [&](std::size_t c) {
                scoreChunk(m_task.plan.chunks[c], scores);
                progress.advance(m_task.plan.chunks[c].teams);
            },
            m_cancel);
    }

private:
    void scoreChunk(const TeamPlan::Chunk& chunk, TeamScores& scores)
    {
        m_metrics.scoreChunk(m_task.plan, chunk, scores, m_cancel);
        for (ConsensusCounter& rule : m_rules)
            rule.countChunk(chunk, m_cancel);
        std::vector<std::uint32_t> teams;
        for (const PlanStep& step : m_task.plan.stepsOf(chunk))
            if (step.team != kNoTeam)
                teams.push_back(step.team);
        const double samples = static_cast<double>(std::max<std::size_t>(m_task.split->samples(), 1));
        for (std::size_t r = 0; r < m_rules.size(); ++r)
            for (const std::uint32_t team : teams)
                scores.accuracy[r * m_task.plan.teams + team]
                    = static_cast<double>(m_rules[r].right(team)) / samples;
        if (!m_options.onScored || m_cancel.isCancelled()) // a cancelled chunk is not complete
            return;
        const std::lock_guard lock(m_telling);
        m_options.onScored(scores, teams);
    }

    const PreparedSplit& m_whole;
    const TeamTask& m_task;
    const ScoreOptions& m_options;
    const CancelToken& m_cancel;
    MetricScorer m_metrics;
    std::vector<ConsensusCounter> m_rules;
    std::mutex m_telling; // one call of onScored at a time
};

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

std::size_t TeamScores::sizeOf(std::size_t team) const
{
    return masks.empty() ? memberLists[team].size() : static_cast<std::size_t>(std::popcount(masks[team]));
}

Result<TeamScores> scoreTeams(
    const PreparedSplit& split, const ScoreOptions& options, Progress& progress, const CancelToken& cancel)
{
    const auto start = Clock::now();
    const auto task = planTeams(split, options);
    if (!task)
        return task.error();
    TeamScores scores{.models = split.models(), .metrics = options.metrics, .consensus = options.consensus};
    nameTeams(scores, task->plan, options.teams);
    if (options.focal) {
        if (auto fits = checkFocalRoom(task->split->models()); !fits)
            return std::move(fits).error();
        scores.focalBegin = focalPlaces(task->plan, options.metrics.size());
        if (scores.focalBegin.back() > kMaxFocalValues)
            return Error{.code = ErrorCode::Usage,
                .subject = "focal scores",
                .detail = std::to_string(scores.focalBegin.back()) + " values do not fit in memory",
                .cure = "limit the team size or the metrics"};
    }
    if (cancel.isCancelled()) // a million names take some time
        return cancelled();
    Scoring scoring(split, *task, options, cancel);
    if (auto done = scoring.prepare(scores, progress); !done)
        return std::move(done).error();
    if (auto done = scoring.run(scores, progress); !done)
        return std::move(done).error();
    scores.scoreSeconds = secondsSince(start) - scores.prepareSeconds;
    return scores;
}

} // namespace cobench::ensemble
