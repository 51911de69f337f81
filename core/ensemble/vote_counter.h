// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/prepared_split.h"
#include "core/ensemble/sample_set.h"
#include "core/ensemble/team_plan.h"

#include <vector>

namespace cobench::ensemble {

/// Who is right on each sample of a set, packed to the set's samples.
struct PackedVotes {
    std::size_t samples = 0;
    std::vector<std::vector<std::uint64_t>> right; // [model][word]
    std::vector<std::size_t> rightCount; // [model]
};
PackedVotes packVotes(const PreparedSplit& split, const SampleBits& set);

/// How many members are right on each sample, for every team on the current path of a walk: bit-sliced counters, 64
/// samples to the word. For what pair counts cannot tell: the entropy measure and the majority vote.
class VoteCounter
{
public:
    /// `deepest`: members of the largest team. `votes` outlives the counter.
    VoteCounter(const PackedVotes& votes, std::size_t deepest);

    /// The path is cut to `depth` members, then `model` joins.
    void add(std::size_t depth, std::uint32_t model);

    /// Samples on which more than half of the first `members` on the path are right.
    std::size_t majorities(std::size_t members);
    /// Sum over the samples of min(right, wrong).
    std::size_t minorityVotes(std::size_t members);

private:
    const std::uint64_t* plane(std::size_t members, std::size_t bit) const
    {
        return m_planes.data() + (members * m_bits + bit) * m_words;
    }
    std::uint64_t* plane(std::size_t members, std::size_t bit)
    {
        return m_planes.data() + (members * m_bits + bit) * m_words;
    }
    void findMajorities(std::size_t members);

    const PackedVotes& m_packed;
    std::size_t m_words;
    std::size_t m_bits; // planes of a counter
    std::vector<std::size_t> m_votes; // [members]: right votes of the path
    std::vector<std::uint64_t> m_planes; // [members][bit][word]
    std::vector<std::uint64_t> m_carry;
    std::vector<std::uint64_t> m_majority;
};

/// Raw entropy measure; NaN for one member or no samples.
double entropyMeasure(std::size_t minorityVotes, std::size_t members, std::size_t samples);

} // namespace cobench::ensemble
