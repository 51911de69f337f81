// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/aligned.h"
#include "core/ensemble/kernels.h"
#include "core/ensemble/vote_source.h"

#include <cstdint>
#include <span>
#include <vector>

namespace cobench::ensemble {

/// The undecided samples of a vote source in the kernels' layout, like ones side by side.
class VoteTable
{
public:
    explicit VoteTable(const VoteSource& source);

    /// Samples every team gets right; they are in no block.
    std::size_t alwaysRight() const { return m_alwaysRight; }
    std::size_t blocks() const { return m_blocks.size(); }
    VoteBlock block(std::size_t index) const;
    /// Floats a kernel needs for one team's sums.
    std::size_t floatsPerTeam() const { return m_mostRows * m_keys * kLanes; }

private:
    struct Place {
        std::size_t values;
        std::size_t strict;
        std::uint32_t rows;
    };
    using Cases = std::span<const VoteCases::Case>;

    void layOut(Cases cases);
    void fillBlock(const VoteSource& source, const VoteCases& found, Cases cases, const Place& place);

    std::size_t m_models;
    std::uint32_t m_keys;
    std::size_t m_alwaysRight = 0;
    std::size_t m_mostRows = 0;
    std::vector<Place> m_blocks;
    std::vector<std::uint32_t> m_strict;
    AlignedFloats m_values;
    std::span<const data::Label> m_truth;
};

} // namespace cobench::ensemble
