// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/ensemble/consensus.h"
#include "core/ensemble/metric.h"
#include "core/ensemble/stacking.h"

#include <memory>
#include <optional>
#include <vector>

namespace cobench::ensemble {

/// How a team answers: a rule with what it was given, or has learnt on the selection split.
struct TeamRule {
    Consensus rule = Consensus::Soft;
    Convention convention = Convention::Corrected;
    std::vector<float> weights; // [M] of the weighted rules: voteWeights() (consensus_counts.h)
    double temperature = 1.0; // Soft: members' rows are tempered (temperature.h) before they are averaged
    std::shared_ptr<const StackingModel> stacking; // Stacking: fitted for this team
};

/// What one team answers, sample by sample.
struct TeamPrediction {
    std::vector<data::Label> labels; // [N]; where it abstains, the class with most votes
    std::vector<bool> abstains; // [N]; empty when the rule never does
    std::vector<float> probabilities; // [N][C], rows sum to 1; empty for rules that count votes

    /// Whether it answers a sample, and with this label.
    bool answers(std::size_t sample, data::Label label) const
    {
        return labels[sample] == label && (abstains.empty() || !abstains[sample]);
    }
};

/// The first member of the team that has labels only.
std::optional<std::uint32_t> labelOnlyMember(const PreparedSplit& split, const Members& team);

/// The same answers that countRight (consensus_counts.h) counts: float32 sums in member order, ties as there.
/// Cut short when cancelled: ask the token. Precondition: members have probabilities where the rule needs them;
/// those that stacking was fitted on have labels only where they had.
TeamPrediction predictTeam(
    const PreparedSplit& split, const Members& team, const TeamRule& rule, const CancelToken& cancel = {});

} // namespace cobench::ensemble
