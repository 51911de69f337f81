// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/selection_memory.h"

#include "core/ensemble/consensus_counts.h"
#include "core/ensemble/team_evaluator.h"

#include <algorithm>

namespace cobench::jobs {

namespace {

using ensemble::TeamScores;

} // namespace

void SelectionMemory::hold(std::shared_ptr<const Split> split)
{
    const std::lock_guard lock(m_mutex);
    if (std::ranges::find(m_held, split) == m_held.end())
        m_held.push_back(std::move(split));
}

std::uint64_t SelectionMemory::counted() const
{
    const std::lock_guard lock(m_mutex);
    return m_counted + (m_levels ? m_levels->value->scored() : 0);
}

Result<std::shared_ptr<const TeamScores>> SelectionMemory::scoreAll(
    const Split& split, const ensemble::ScoreOptions& options, Progress& progress, const CancelToken& cancel)
{
    const std::lock_guard lock(m_mutex);
    const Key key{.split = &split,
        .convention = options.convention,
        .rule = options.consensus.front(),
        .metrics = options.metrics,
        .focal = options.focal,
        .minSize = options.minSize,
        .maxSize = options.maxSize};
    if (m_scores && m_scores->key == key)
        return m_scores->value;
    auto scores = ensemble::scoreTeams(split, options, progress, cancel);
    if (!scores)
        return scores.error();
    m_counted += scores->size();
    m_scores = {.key = key, .value = std::make_shared<const TeamScores>(std::move(*scores))};
    return m_scores->value;
}

Result<TeamScores> SelectionMemory::scoreLevel(const Split& split,
    const SelectionOptions& options,
    const std::vector<Members>& teams,
    Progress& progress,
    const CancelToken& cancel)
{
    if (*options.rule != ensemble::judgingRule(split)) // what the cache judges by
        return ensemble::scoreTeams(split,
            {.metrics = options.metrics,
                .focal = true,
                .consensus = {*options.rule},
                .teams = teams,
                .convention = options.convention,
                .threads = options.threads},
            progress,
            cancel);
    const std::lock_guard lock(m_mutex);
    const Key key{.split = &split, .convention = options.convention, .metrics = options.metrics};
    if (!m_levels || m_levels->key != key) {
        const std::shared_ptr<const Split> unowned(std::shared_ptr<const Split>(), &split); // see hold()
        m_counted += m_levels ? m_levels->value->scored() : 0;
        m_levels = {.key = key,
            .value = std::make_unique<ensemble::TeamScoreCache>(
                unowned, options.metrics.front(), options.convention, options.threads)};
    }
    return m_levels->value->score(teams, progress, cancel);
}

Result<std::vector<double>> SelectionMemory::accuracies(const Split& split,
    const SelectionOptions& options,
    const std::vector<Members>& teams,
    const CancelToken& cancel)
{
    const std::lock_guard lock(m_mutex);
    const Key key{.split = &split, .convention = options.convention, .rule = options.rule};
    if (!m_right || m_right->key != key)
        m_right = {.key = key, .value = {}};
    RightCounts& known = m_right->value;
    std::vector<Members> missing;
    for (const Members& team : teams)
        if (!known.contains(team))
            missing.push_back(team);
    if (!missing.empty()) {
        ensemble::TeamEvaluator evaluator(split, options.convention, options.threads, cancel, options.rule);
        const auto right = evaluator.countRight(missing);
        if (!right)
            return right.error();
        m_counted += missing.size();
        for (std::size_t i = 0; i < missing.size(); ++i)
            known.emplace(std::move(missing[i]), (*right)[i]);
    }
    std::vector<double> accuracies;
    accuracies.reserve(teams.size());
    for (const Members& team : teams)
        accuracies.push_back(static_cast<double>(known.at(team)) / static_cast<double>(split.samples()));
    return accuracies;
}

Result<std::shared_ptr<const EveryTeam>> SelectionMemory::countEvery(const Split& split,
    const SelectionOptions& options,
    std::size_t minSize,
    std::size_t maxSize,
    Progress& progress,
    const CancelToken& cancel)
{
    const std::lock_guard lock(m_mutex);
    const Key key{.split = &split,
        .convention = options.convention,
        .rule = options.rule,
        .minSize = minSize,
        .maxSize = maxSize};
    if (m_every && m_every->key == key)
        return m_every->value;
    const ensemble::TeamPlan plan = ensemble::planAll(split.models(), minSize, maxSize);
    progress.beginStage("report split", plan.teams);
    auto right = ensemble::countRight(split,
        plan,
        {.rule = *options.rule, .convention = options.convention, .weights = {}, .threads = options.threads},
        progress,
        cancel);
    if (!right)
        return right.error();
    m_counted += plan.teams;
    auto every = std::make_shared<EveryTeam>();
    every->right = *std::move(right);
    const auto best = std::ranges::max_element(every->right);
    const auto wanted = static_cast<std::size_t>(best - every->right.begin());
    every->best.accuracy = static_cast<double>(*best) / static_cast<double>(split.samples());
    ensemble::forEachTeam(plan, [&](std::size_t team, const Members& members) {
        if (team == wanted)
            every->best.members = members;
    });
    m_every = {.key = key, .value = std::move(every)};
    return m_every->value;
}

} // namespace cobench::jobs
