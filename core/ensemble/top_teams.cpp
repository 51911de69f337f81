// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/top_teams.h"

#include "core/common/parallel.h"
#include "core/ensemble/metric_walk.h"
#include "core/ensemble/team_plan.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <mutex>

namespace cobench::ensemble {

namespace {

constexpr std::size_t kMaxModels = 40;
constexpr std::size_t kMaxLead = 12; // models whose subsets are the parts handed to threads
constexpr std::uint64_t kCancelPeriod = std::uint64_t{1} << 14; // teams

bool isBetter(const RankedTeam& a, const RankedTeam& b)
{
    return a.score != b.score ? a.score > b.score : a.team < b.team;
}

/// The best `keep` of what is offered; a heap whose front is the worst kept.
class Keeper
{
public:
    explicit Keeper(std::size_t keep)
        : m_keep(keep)
    {
    }

    void offer(const RankedTeam& candidate)
    {
        if (m_heap.size() == m_keep) {
            if (m_keep == 0 || !isBetter(candidate, m_heap.front()))
                return;
            std::ranges::pop_heap(m_heap, isBetter);
            m_heap.pop_back();
        }
        m_heap.push_back(candidate);
        std::ranges::push_heap(m_heap, isBetter);
    }

    /// What a candidate has to reach to matter; lets most teams go with one comparison.
    double bar() const
    {
        return m_heap.size() < m_keep ? -std::numeric_limits<double>::infinity()
            : m_heap.empty()          ? std::numeric_limits<double>::infinity()
                                      : m_heap.front().score;
    }

    const std::vector<RankedTeam>& kept() const { return m_heap; }

private:
    std::size_t m_keep;
    std::vector<RankedTeam> m_heap;
};

/// Scores every team that continues one choice among the first models.
class PartWalk
{
public:
    PartWalk(const PairTable& table, const TopOptions& options, std::size_t maxSize, const CancelToken& cancel)
        : m_options(options)
        , m_samples(table.samples())
        , m_models(table.models())
        , m_maxSize(maxSize)
        , m_cancel(cancel)
        , m_stack(table, table.models())
        , m_keepers(options.metrics.size(), Keeper(options.keep))
    {
    }

    /// `part` chooses among models 0 … lead - 1.
    void walk(TeamMask part, std::size_t lead)
    {
        std::size_t depth = 0;
        for (const std::uint32_t model : membersOf(part))
            m_stack.add(depth++, model, false);
        if (depth > m_maxSize)
            return;
        if (depth != 0)
            consider(part, depth);
        descend(part, depth, lead);
    }

    const std::vector<Keeper>& keepers() const { return m_keepers; }
    std::uint64_t scored() const { return m_scored; }

private:
    void descend(TeamMask team, std::size_t depth, std::size_t first)
    {
        if (depth == m_maxSize)
            return;
        for (std::size_t model = first; model < m_models && !m_stopped; ++model) {
            m_stack.add(depth, static_cast<std::uint32_t>(model), model + 1 == m_models);
            const TeamMask grown = team | TeamMask{1} << model;
            consider(grown, depth + 1);
            descend(grown, depth + 1, model + 1);
        }
    }

    void consider(TeamMask team, std::size_t size)
    {
        if (size < m_options.minSize)
            return;
        m_stopped = m_stopped || (++m_scored % kCancelPeriod == 0 && m_cancel.isCancelled());
        for (std::size_t k = 0; k < m_keepers.size(); ++k) {
            const Metric metric = m_options.metrics[k];
            const double score
                = diversityScore(metric, teamMetric(m_stack.terms(size), metric, m_samples, m_options.convention));
            if (score >= m_keepers[k].bar()) // false for undefined scores
                m_keepers[k].offer({score, team});
        }
    }

    const TopOptions& m_options;
    double m_samples;
    std::size_t m_models;
    std::size_t m_maxSize;
    const CancelToken& m_cancel;
    TermStack m_stack;
    std::vector<Keeper> m_keepers;
    std::uint64_t m_scored = 0;
    bool m_stopped = false;
};

std::size_t largest(const PreparedSplit& split, const TopOptions& options)
{
    return options.maxSize == 0 ? split.models() : std::min(options.maxSize, split.models());
}

Result<void> check(const PreparedSplit& split, const TopOptions& options)
{
    if (split.models() > kMaxModels)
        return Error{.code = ErrorCode::Usage,
            .subject = "teams",
            .detail = "a pool of " + std::to_string(split.models()) + " models has too many to look at each",
            .cure = "use a search method, or at most " + std::to_string(kMaxModels) + " models"};
    if (std::ranges::find(options.metrics, Metric::EN) != options.metrics.end())
        return Error{.code = ErrorCode::Usage,
            .subject = "EN",
            .detail = "looks at every sample for every team",
            .cure = "leave it out here"};
    return checkTeamSizes(split.models(), options.minSize, largest(split, options));
}

} // namespace

Result<TopTeams> mostDiverseTeams(
    const PreparedSplit& split, const TopOptions& options, Progress& progress, const CancelToken& cancel)
{
    if (auto valid = check(split, options); !valid)
        return std::move(valid).error();
    const PairTable table(countPairs(split, select(split, options.samples)));
    const std::size_t lead = std::min(kMaxLead, split.models());
    const std::size_t parts = std::size_t{1} << lead;
    const std::size_t maxSize = largest(split, options);
    TopTeams result;
    std::vector<Keeper> keepers(options.metrics.size(), Keeper(options.keep));
    std::mutex mutex; // guards result and keepers
    std::atomic<std::size_t> next{0};
    progress.beginStage("metrics", parts);
    // One walk for each thread, not for each part: what it keeps raises the bar for all of its parts.
    auto done = parallelFor(
        options.threads,
        std::max(options.threads, 1U),
        [&](std::size_t) {
            PartWalk walk(table, options, maxSize, cancel);
            for (std::size_t part = next++; part < parts && !cancel.isCancelled(); part = next++) {
                walk.walk(part, lead);
                progress.advance();
            }
            const std::lock_guard lock(mutex);
            result.scored += walk.scored();
            for (std::size_t k = 0; k < keepers.size(); ++k)
                for (const RankedTeam& team : walk.keepers()[k].kept())
                    keepers[k].offer(team);
        },
        cancel);
    if (!done)
        return std::move(done).error();
    for (const Keeper& keeper : keepers) {
        result.best.push_back(keeper.kept());
        std::ranges::sort(result.best.back(), isBetter);
    }
    return result;
}

} // namespace cobench::ensemble
