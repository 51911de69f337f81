// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/pool.h"
#include "core/ensemble/consensus.h"
#include "core/ensemble/pruning_tree.h"
#include "plots/tree.h"

#include <QString>

#include <memory>
#include <vector>

namespace cobench::ui {

/// What the kept teams of a pruning tree are coloured by.
enum class TreeColour { Score, Accuracy };

/// A pruning tree with what must be known to read it.
struct PrunedPool {
    QString pool; // said in the note unless empty
    std::vector<QString> names; // of the models
    QString split;
    std::size_t samples = 0;
    std::size_t faultless = 0; // models without a mistake on the split
    ensemble::Consensus rule = ensemble::Consensus::Soft; // of the accuracies
    ensemble::Metric metric = ensemble::Metric::GD;
    ensemble::PruningOptions options;
    ensemble::PruningTree tree;

    std::size_t teams() const; // of all sizes looked at, dead ones included
    std::uint64_t scored() const;
};

PrunedPool prunedPool(const data::Pool& pool,
    const ensemble::PreparedSplit& split,
    ensemble::Metric metric,
    const ensemble::PruningOptions& options,
    ensemble::PruningTree tree);

/// A chart's nodes: first the models, then the tree's nodes in their order.
std::vector<plots::TreeNode> pruningNodes(const PrunedPool& pruned, TreeColour colour);
plots::TreeData pruningFigure(std::shared_ptr<const PrunedPool> pruned, TreeColour colour);
/// With nodes that are at hand: quick however many they are.
plots::TreeData pruningFigure(
    std::shared_ptr<const PrunedPool> pruned, TreeColour colour, const plots::TreeNodes& nodes);
/// Split, shares, how much was scored, which scale was used, n.
QString pruningNote(const PrunedPool& pruned);
/// What the chart's node is, its state and why.
QString describeNode(const PrunedPool& pruned, std::size_t node);
/// Why some teams have no score, in a sentence; empty when all that were scored have one.
QString undefinedScores(const PrunedPool& pruned);

} // namespace cobench::ui
