// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/team_score_cache.h"

#include <algorithm>

namespace cobench::ensemble {

TeamScoreCache::TeamScoreCache(
    std::shared_ptr<const PreparedSplit> split, Metric metric, Convention convention, unsigned threads)
    : m_split(std::move(split))
    , m_options{.metrics = {metric},
          .focal = true,
          .consensus = {judgingRule(*m_split)},
          .convention = convention,
          .threads = threads}
    , m_scorer(*m_split, m_options)
    , m_places(m_split->models())
{
}

Result<TeamScores> TeamScoreCache::score(
    const std::vector<Members>& teams, Progress& progress, const CancelToken& cancel)
{
    std::vector<Members> missing;
    for (const Members& team : teams)
        if (!m_places.find(team))
            missing.push_back(team);
    if (!missing.empty()) {
        if (auto done = prepare(cancel); !done)
            return std::move(done).error();
        if (auto done = scoreMissing(missing, progress, cancel); !done)
            return std::move(done).error();
    }
    return collect(teams);
}

Result<void> TeamScoreCache::prepare(const CancelToken& cancel)
{
    if (m_evaluator)
        return {};
    if (auto fits = checkFocalRoom(m_split->models()); !fits)
        return fits;
    if (auto done = m_scorer.prepare(select(*m_split, m_options.samples), cancel); !done)
        return done;
    m_evaluator.emplace(*m_split, m_options.convention, m_options.threads);
    return {};
}

Result<void> TeamScoreCache::scoreMissing(
    const std::vector<Members>& missing, Progress& progress, const CancelToken& cancel)
{
    TeamScores fresh{.metrics = m_options.metrics, .focalBegin = {0}};
    for (const Members& team : missing)
        fresh.focalBegin.push_back(fresh.focalBegin.back() + team.size());
    if (auto done = m_scorer.score(planListed(m_split->models(), missing), fresh, progress, cancel); !done)
        return done;
    m_evaluator->setCancel(cancel);
    const auto accuracy = m_evaluator->accuracies(missing);
    if (!accuracy)
        return accuracy.error();
    for (std::size_t i = 0; i < missing.size(); ++i)
        keep(missing[i], fresh, i, (*accuracy)[i]);
    return {};
}

void TeamScoreCache::keep(const Members& team, const TeamScores& scores, std::size_t place, double accuracy)
{
    m_places.add(team, static_cast<std::uint32_t>(m_raw.size()));
    m_raw.push_back(scores.raw[place]);
    m_accuracy.push_back(accuracy);
    m_cellBegin.push_back(m_cells.size());
    m_cells.insert(m_cells.end(),
        scores.focal.begin() + static_cast<std::ptrdiff_t>(scores.focalBegin[place]),
        scores.focal.begin() + static_cast<std::ptrdiff_t>(scores.focalBegin[place + 1]));
}

void TeamScoreCache::adopt(const TeamScores& scores)
{
    for (std::size_t place = 0; place < scores.size(); ++place)
        if (const Members team = scores.members(place); !m_places.find(team))
            keep(team, scores, place, scores.accuracyValue(0, place));
}

TeamScores TeamScoreCache::collect(const std::vector<Members>& teams) const
{
    TeamScores scores{.models = m_split->models(),
        .metrics = m_options.metrics,
        .consensus = m_options.consensus,
        .focalBegin = {0}};
    const bool masks = scores.models <= 64;
    if (!masks)
        scores.memberLists = teams;
    for (const Members& team : teams) {
        const std::size_t place = *m_places.find(team);
        if (masks)
            scores.masks.push_back(maskOf(team));
        scores.raw.push_back(m_raw[place]);
        scores.accuracy.push_back(m_accuracy[place]);
        const auto cells = m_cells.begin() + static_cast<std::ptrdiff_t>(m_cellBegin[place]);
        scores.focal.insert(scores.focal.end(), cells, cells + static_cast<std::ptrdiff_t>(team.size()));
        scores.focalBegin.push_back(scores.focal.size());
    }
    return scores;
}

} // namespace cobench::ensemble
