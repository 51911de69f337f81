// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/level_scorer.h"

#include <limits>
#include <optional>

namespace cobench::ensemble {

/// Hierarchical pruning (HQ, ICDM 2021).
struct PruningOptions {
    std::size_t maxSize = 5;
    double beta = 0.1; // share of a level that is pruned
    std::vector<double> betaPerLevel; // [size - 2]; overrides beta where given
    Convention convention = Convention::Corrected;
    FocalWeighting weighting = FocalWeighting::Rank;
    bool listDead = true; // also nodes that were never generated, up to kMaximumNodes

    double betaOf(std::size_t size) const { return size - 2 < betaPerLevel.size() ? betaPerLevel[size - 2] : beta; }
    bool operator==(const PruningOptions&) const = default;
};

inline constexpr std::size_t kMaximumNodes = std::size_t{1} << 20;

enum class NodeState { Kept, Pruned, Killed, NotGenerated };

struct TreeNode {
    Members members; // the parent is the team without its last member
    NodeState state = NodeState::Kept;
    double score; // FQ; NaN when not scored or undefined
    double accuracy; // NaN when not scored
    Members killedBy; // Killed: a pruned team inside this one
};

/// Of some teams, fractions; NaN when there are none.
struct AccuracySummary {
    double mean = std::numeric_limits<double>::quiet_NaN();
    double max = std::numeric_limits<double>::quiet_NaN();
};

struct TreeLevel {
    std::size_t size = 0;
    std::uint64_t candidates = 0; // contain no pruned team; candidates + killed = C(M, size)
    std::uint64_t pruned = 0;
    std::uint64_t killed = 0; // the others, never generated ones included
    std::uint64_t scored = 0; // as counted by the scorer
    std::uint64_t neverGenerated = 0; // of the killed: their parent was dead already
    AccuracySummary keptAccuracy;
    AccuracySummary prunedAccuracy;
};

struct PruningTree {
    std::vector<TreeLevel> levels;
    std::vector<TreeNode> nodes; // in the order of isEnumeratedBefore
    bool scaledOverCandidates = true; // false: over all teams of a size (reference)
    bool nodesTruncated = false;

    /// Index of a team's node; nothing when it is not listed. Logarithmic.
    std::optional<std::size_t> find(const Members& members) const;
    /// The first pruned team inside `members`, by size, then lexicographic: why a team died, generated or not.
    /// Empty when there is none. Cost: the listed nodes of smaller size.
    Members prunedPart(const Members& members) const;
};

/// Corrected: only candidates are handed to the scorer, level by level. Reference: all teams of every size up to
/// maxSize but the full one are scored first, as the published programs do. Errors: the scorer's, Cancelled, Usage
/// (pool of fewer than 2 models, more teams than can be held).
Result<PruningTree> pruneHierarchically(std::size_t models,
    std::span<const double> memberAccuracy,
    const TeamScorer& score,
    const PruningOptions& options,
    Progress& progress,
    const CancelToken& cancel);

} // namespace cobench::ensemble
