// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/consensus_counts.h"
#include "core/ensemble/vote_counter.h"

#include <optional>
#include <vector>

namespace cobench::ensemble {

/// What countRight (consensus_counts.h) counts, chunk by chunk; the same preconditions.
class ConsensusCounter
{
public:
    /// `split` and `plan` outlive the counter.
    ConsensusCounter(const PreparedSplit& split, const TeamPlan& plan, ConsensusOptions options);

    /// Makes the table. Where one for all samples would be too large, all parts but the last are counted here, each
    /// a stage of the progress.
    Result<void> prepare(Progress& progress, const CancelToken& cancel);
    /// Completes the teams of a chunk; different chunks may be counted at the same time. Stops early when
    /// cancelled.
    void countChunk(const TeamPlan::Chunk& chunk, const CancelToken& cancel);
    /// Completes all teams. Progress advances once per team.
    Result<void> countAll(Progress& progress, const CancelToken& cancel);
    std::uint32_t right(std::size_t team) const { return m_settled + m_right[team]; }

private:
    void makeTable(SampleRange range);
    void countMajorities(const TeamPlan::Chunk& chunk);

    const PreparedSplit& m_split;
    const TeamPlan& m_plan;
    ConsensusOptions m_options;
    std::optional<VoteTable> m_table;
    PackedVotes m_votes; // majority
    std::uint32_t m_settled = 0; // samples every team gets right
    std::vector<std::uint32_t> m_right; // [team], of the others
};

} // namespace cobench::ensemble
