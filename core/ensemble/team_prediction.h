// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/consensus.h"
#include "core/ensemble/metric.h"

#include <span>
#include <vector>

namespace cobench::ensemble {

/// What one team answers, sample by sample.
struct TeamPrediction {
    std::vector<data::Label> labels; // [N]; where it abstains, the class with most votes
    std::vector<bool> abstains; // [N]; empty when the rule never does
    std::vector<float> probabilities; // [N][C], rows sum to 1; empty for rules that count votes
};

/// The same answers that countRight (consensus_counts.h) counts: float32 sums in member order, ties as there.
/// `weights` [M] for the weighted rules. Precondition: members have probabilities where the rule needs them; not
/// Stacking.
TeamPrediction predictTeam(const PreparedSplit& split,
    const Members& team,
    Consensus rule,
    Convention convention,
    std::span<const float> weights = {});

} // namespace cobench::ensemble
