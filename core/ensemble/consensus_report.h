// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/mcnemar.h"
#include "core/ensemble/member_report.h"
#include "core/ensemble/team_prediction.h"

#include <vector>

namespace cobench::ensemble {

/// One rule's figures for one team on one split. NaN for what the rule cannot offer.
struct ConsensusReport {
    double accuracy = 0.0; // abstained = wrong
    double coverage = 1.0; // share of samples answered
    double top5 = kNotAvailable;
    double nll = kNotAvailable;
    double ece = kNotAvailable;
    std::vector<double> recall; // [C]; NaN for a class that does not occur
    std::vector<std::uint8_t> right; // [N] 0 or 1
    std::uint32_t bestMember = 0; // most accurate on this split; equal: the lower index
    McNemar againstBest; // rescued: the team is right where the best member is wrong
    std::vector<std::uint32_t> rescued; // those samples, ascending
    std::vector<std::uint32_t> lost; // where only the best member is right
};

/// Precondition: `prediction` is the team's, of every sample of the split.
ConsensusReport reportConsensus(const PreparedSplit& split, const Members& team, TeamPrediction prediction);

} // namespace cobench::ensemble
