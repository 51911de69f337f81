// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/pruning_tree.h"
#include "core/ensemble/team_score_cache.h"

#include <array>
#include <mutex>
#include <optional>

namespace cobench::jobs {

/// Hierarchical pruning of one split by one metric, again and again with other shares: a team is scored when it is
/// a candidate for the first time, and remembered. Thread-safe; calls take turns.
class PruneSession
{
public:
    PruneSession(
        std::shared_ptr<const ensemble::PreparedSplit> split, ensemble::Metric metric, unsigned threads = 1);

    /// As pruneHierarchically; the result does not depend on what was asked before. The counts "scored" are those
    /// of this tree, remembered scores included.
    Result<ensemble::PruningTree> prune(
        const ensemble::PruningOptions& options, Progress& progress, const CancelToken& cancel);
    /// Scores the teams up to options.maxSize that no tree has asked for yet, all in one walk, so that later trees
    /// score none. prune() goes on meanwhile.
    Result<void> scoreAhead(const ensemble::PruningOptions& options, Progress& progress, const CancelToken& cancel);
    /// Teams scored since the beginning, all conventions together.
    std::size_t scored() const;

    const ensemble::PreparedSplit& split() const { return *m_split; }
    ensemble::Metric metric() const { return m_metric; }

private:
    ensemble::TeamScoreCache& cacheOf(ensemble::Convention convention);

    const std::shared_ptr<const ensemble::PreparedSplit> m_split;
    const ensemble::Metric m_metric;
    const unsigned m_threads;
    std::vector<double> m_memberAccuracy;
    mutable std::mutex m_mutex; // guards m_caches
    std::array<std::optional<ensemble::TeamScoreCache>, 2> m_caches; // [convention]
};

} // namespace cobench::jobs
