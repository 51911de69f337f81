// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/consensus_counts.h"

#include <optional>
#include <span>
#include <vector>

namespace cobench::ensemble {

/// The rule teams are judged by: soft voting, plurality for pools with label-only members.
Consensus judgingRule(const PreparedSplit& split);

/// Exact consensus accuracy of teams that a search thinks of one after the other, on one split prepared once.
class TeamEvaluator
{
public:
    /// `split` outlives the evaluator. Without a rule: judgingRule(). Soft and plurality only.
    TeamEvaluator(const PreparedSplit& split,
        Convention convention,
        unsigned threads,
        CancelToken cancel = {},
        std::optional<Consensus> rule = {});

    const PreparedSplit& split() const { return m_split; }
    bool isCancelled() const { return m_cancel.isCancelled(); }
    /// What cancels the work from now on.
    void setCancel(CancelToken cancel) { m_cancel = std::move(cancel); }
    /// Right answers of each team. A member may be listed several times: its vote counts as often.
    Result<std::vector<std::uint32_t>> countRight(std::span<const Members> teams);
    /// Fractions instead of counts.
    Result<std::vector<double>> accuracies(std::span<const Members> teams);
    /// Teams judged so far.
    std::size_t evaluated() const { return m_evaluated; }

private:
    const PreparedSplit& m_split;
    unsigned m_threads;
    CancelToken m_cancel;
    VoteTable m_table;
    std::size_t m_evaluated = 0;
};

} // namespace cobench::ensemble
