// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/ensemble/consensus.h"
#include "core/ensemble/kernels.h"
#include "core/ensemble/metric.h"
#include "core/ensemble/team_plan.h"
#include "core/ensemble/vote_table.h"

#include <cstdint>
#include <vector>

namespace cobench::ensemble {

struct ConsensusOptions {
    Consensus rule = Consensus::Soft;
    Convention convention = Convention::Corrected;
    std::vector<float> weights; // [M], the weighted rules
    unsigned threads = 1;
    SimdLevel simd = bestSimd();
    std::size_t tableFloats = std::size_t{1} << 23; // 32 MiB; larger splits are taken in parts
};

/// On how many samples of the whole split each team of the plan is right. Sums are float32 in member order, arg-max
/// ties go to the smallest class, so a team's count never depends on the plan it is part of, the threads or the
/// instruction set. Plurality ties: the smallest class (reference), else the highest summed probability, to which a
/// label-only member adds 1 for its label. Progress advances once per team.
/// Precondition: members have probabilities where the rule needs them; not Stacking, which is fitted team by team.
Result<std::vector<std::uint32_t>> countRight(const PreparedSplit& split,
    const TeamPlan& plan,
    const ConsensusOptions& options,
    Progress& progress,
    const CancelToken& cancel);

/// The rule's table for samples [begin, end). Thorough pays from some thousand teams on (rivals.h).
VoteTable makeVoteTable(
    const PreparedSplit& split, SampleRange range, const ConsensusOptions& options, bool thorough);

/// Adds to right[team] the samples of the table each team of the chunk is right on. Stops early when cancelled.
void countChunk(const VoteTable& table,
    const TeamPlan& plan,
    const TeamPlan::Chunk& chunk,
    const Kernels& kernels,
    const CancelToken& cancel,
    std::uint32_t* right);

/// log((C - 1) p / (1 - p)) with p = (right + 1) / (N + 2): what a member's vote weighs ("boosting" vote).
std::vector<float> voteWeights(const PreparedSplit& split);

} // namespace cobench::ensemble
