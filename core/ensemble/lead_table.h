// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/ensemble/lazy_zeros.h"
#include "core/ensemble/vote_table.h"

#include <cstdint>
#include <span>
#include <vector>

namespace cobench::ensemble {

/// By how much the true class leads each of its rivals on the undecided samples of a vote table, and what the
/// models that may still join can make of it. A cell is one rival of one sample; samples that few models get right
/// come first. Models are known by their places in a given order.
class LeadTable
{
public:
    /// Models looked at side by side; a row may be read that far beyond its end.
    static constexpr std::size_t kGroup = 8;

    /// For teams of `size`; order[place] = model, and outlives the table. Whole votes often tie: what settles a tie
    /// is then part of the leads. Left unfinished when cancelled.
    LeadTable(const VoteTable& table,
        std::span<const std::uint32_t> order,
        std::size_t size,
        bool wholeVotes,
        const CancelToken& cancel);

    static std::size_t floatsFor(const VoteTable& table, std::size_t models, std::size_t size);
    /// What making it costs, in looks at all samples.
    static std::size_t passesFor(std::size_t models, std::size_t size) { return 2 * size * models; }
    std::size_t samples() const { return m_begin.size() - 1; }
    std::size_t cells() const { return m_begin.back(); }
    std::size_t firstCell(std::size_t sample) const { return m_begin[sample]; }
    std::size_t rivals(std::size_t sample) const { return m_begin[sample + 1] - m_begin[sample]; }

    /// The lead each model gives, [place].
    const float* own(std::size_t cell) const { return row(m_most, 0, cell); }
    /// The same plus the `count` largest leads among the models after it; -inf where there are fewer. [place]
    const float* most(std::size_t count, std::size_t cell) const { return row(m_most, count, cell); }
    /// With the smallest leads, and +inf.
    const float* least(std::size_t count, std::size_t cell) const { return row(m_least, count, cell); }

private:
    using Floats = std::vector<float, LazyZeros<float>>;
    struct Lane {
        std::uint32_t block;
        std::uint32_t lane;
        std::uint32_t right; // models
    };

    const float* row(const Floats& values, std::size_t count, std::size_t cell) const
    {
        return values.data() + (count * cells() + cell) * m_models;
    }
    std::vector<float> leadsOf(const VoteBlock& block, std::size_t lane) const;
    std::vector<Lane> lanesByHardness(const VoteTable& table) const;
    void fillCell(std::size_t cell, std::span<const float> leads);

    std::span<const std::uint32_t> m_order;
    std::size_t m_models;
    std::size_t m_size;
    bool m_wholeVotes;
    std::vector<std::size_t> m_begin; // [sample]
    Floats m_most; // [count][cell][place]
    Floats m_least;
};

} // namespace cobench::ensemble
