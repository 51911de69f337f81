// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/ensemble/focal_score.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace cobench::ensemble {

/// Hierarchical pruning (HQ, ICDM 2021).
struct PruningOptions {
    std::size_t maxSize = 5;
    double beta = 0.1; // share of a level that is pruned
    std::vector<double> betaPerLevel; // [size - 2]; overrides beta where given
    Convention convention = Convention::Corrected;
    FocalWeighting weighting = FocalWeighting::Rank;
    bool listDead = true; // also nodes that were never generated, up to kMaximumNodes
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

struct TreeLevel {
    std::size_t size = 0;
    std::uint64_t candidates = 0; // contain no pruned team; candidates + killed = C(M, size)
    std::uint64_t pruned = 0;
    std::uint64_t killed = 0; // the others, never generated ones included
    std::uint64_t scored = 0; // as counted by the scorer
};

struct PruningTree {
    std::vector<TreeLevel> levels;
    std::vector<TreeNode> nodes; // by size, then lexicographic
    bool scaledOverCandidates = true; // false: over all teams of a size (reference)
    bool nodesTruncated = false;
};

/// Scores exactly the teams it is handed (one metric, focal cells, one consensus accuracy) and nothing else.
using TeamScorer = std::function<Result<TeamScores>(const std::vector<Members>& teams)>;

/// Corrected: only candidates are handed to the scorer, level by level. Reference: all teams of sizes 2 … M-1 are
/// scored first, as the published programs do. Errors: the scorer's, Cancelled, Usage (pool of fewer than 2
/// models).
Result<PruningTree> pruneHierarchically(std::size_t models,
    std::span<const double> memberAccuracy,
    const TeamScorer& score,
    const PruningOptions& options,
    Progress& progress,
    const CancelToken& cancel);

} // namespace cobench::ensemble
