// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/pruning_tree.h"

namespace cobench::jobs {

struct PruneOptions {
    ensemble::Metric metric = ensemble::Metric::GD;
    ensemble::PruningOptions pruning;
    unsigned threads = 1;
};

/// Hierarchical pruning of one split: teams are scored level by level, and only those that are still candidates.
Result<ensemble::PruningTree> pruneTeams(const ensemble::PreparedSplit& split,
    const PruneOptions& options,
    Progress& progress,
    const CancelToken& cancel);

} // namespace cobench::jobs
