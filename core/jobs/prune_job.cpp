// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/prune_job.h"

#include "core/ensemble/member_report.h"
#include "core/ensemble/team_plan.h"

#include <algorithm>

namespace cobench::jobs {

namespace {

constexpr std::size_t kMostInOneWalk = std::size_t{1} << 20; // teams

/// Whether every team is a candidate for certain, so that nothing is lost by not going level by level.
bool prunesNothing(const ensemble::PruningOptions& options, std::size_t models)
{
    const std::size_t largest = std::min(options.maxSize, models);
    if (options.convention != ensemble::Convention::Corrected || largest < 2
        || ensemble::countTeams(models, 2, largest) > kMostInOneWalk)
        return false;
    for (std::size_t size = 2; size <= largest; ++size)
        if (options.betaOf(size) * static_cast<double>(ensemble::countTeams(models, size, size)) >= 1.0 - 1e-6)
            return false;
    return true;
}

} // namespace

PruneSession::PruneSession(
    std::shared_ptr<const ensemble::PreparedSplit> split, ensemble::Metric metric, unsigned threads)
    : m_split(std::move(split))
    , m_metric(metric)
    , m_threads(threads)
    , m_memberAccuracy(ensemble::memberAccuracies(*m_split))
{
}

ensemble::TeamScoreCache& PruneSession::cacheOf(ensemble::Convention convention)
{
    auto& cache = m_caches[static_cast<std::size_t>(convention)];
    if (!cache)
        cache.emplace(m_split, m_metric, convention, m_threads);
    return *cache;
}

Result<ensemble::PruningTree> PruneSession::prune(
    const ensemble::PruningOptions& options, Progress& progress, const CancelToken& cancel)
{
    const std::lock_guard lock(m_mutex);
    if (cancel.isCancelled())
        return cancelled();
    ensemble::TeamScoreCache& cache = cacheOf(options.convention);
    const std::size_t largest = std::min(options.maxSize, m_split->models());
    if (prunesNothing(options, m_split->models())
        && cache.scored() < ensemble::countTeams(m_split->models(), 2, largest)) {
        ensemble::ScoreOptions every = cache.options();
        every.maxSize = largest;
        const auto scores = ensemble::scoreTeams(*m_split, every, progress, cancel);
        if (!scores)
            return scores.error();
        cache.adopt(*scores);
    }
    const auto scorer
        = [&](const std::vector<ensemble::Members>& teams) { return cache.score(teams, progress, cancel); };
    return ensemble::pruneHierarchically(m_split->models(), m_memberAccuracy, scorer, options, progress, cancel);
}

Result<void> PruneSession::scoreAhead(
    const ensemble::PruningOptions& options, Progress& progress, const CancelToken& cancel)
{
    const std::size_t largest = std::min(options.maxSize, m_split->models());
    ensemble::ScoreOptions wanted;
    {
        const std::lock_guard lock(m_mutex);
        const ensemble::TeamScoreCache& cache = cacheOf(options.convention);
        if (cache.scored() >= ensemble::countTeams(m_split->models(), 2, largest))
            return {};
        wanted = cache.options();
    }
    wanted.maxSize = largest;
    const auto scores = ensemble::scoreTeams(*m_split, wanted, progress, cancel);
    if (!scores)
        return scores.error();
    const std::lock_guard lock(m_mutex);
    cacheOf(options.convention).adopt(*scores);
    return {};
}

std::size_t PruneSession::scored() const
{
    const std::lock_guard lock(m_mutex);
    std::size_t teams = 0;
    for (const auto& cache : m_caches)
        teams += cache ? cache->scored() : 0;
    return teams;
}

} // namespace cobench::jobs
