// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/vote_counter.h"

#include "core/ensemble/bits.h"
#include "core/ensemble/kernels.h"

#include <algorithm>
#include <limits>

namespace cobench::ensemble {

namespace {

std::size_t countBoth(const std::uint64_t* a, const std::uint64_t* b, std::size_t words)
{
    static const Kernels& kernels = kernelsFor(bestSimd());
    return kernels.countBoth(a, b, words);
}

} // namespace

PackedVotes packVotes(const PreparedSplit& split, const SampleBits& set)
{
    PackedVotes votes{.samples = set.count};
    for (std::size_t m = 0; m < split.models(); ++m) {
        std::vector<std::uint64_t> packed(wordsFor(set.count));
        std::size_t at = 0;
        forEachBit(set.words, [&](std::size_t n) {
            packed[at / 64] |= std::uint64_t{split.isRight(m, n)} << (at % 64);
            ++at;
        });
        votes.rightCount.push_back(countBits(packed));
        votes.right.push_back(std::move(packed));
    }
    return votes;
}

VoteCounter::VoteCounter(const PackedVotes& votes, std::size_t deepest)
    : m_packed(votes)
    , m_words(wordsFor(votes.samples))
    , m_bits(static_cast<std::size_t>(std::bit_width(deepest)))
    , m_votes(deepest + 1)
    , m_planes((deepest + 1) * m_bits * m_words)
    , m_carry(m_words)
    , m_majority(m_words)
{
}

void VoteCounter::add(std::size_t depth, std::uint32_t model)
{
    std::ranges::copy(m_packed.right[model], m_carry.begin());
    for (std::size_t bit = 0; bit < m_bits; ++bit) {
        const std::uint64_t* from = plane(depth, bit);
        std::uint64_t* to = plane(depth + 1, bit);
        for (std::size_t w = 0; w < m_words; ++w) {
            const std::uint64_t old = from[w];
            to[w] = old ^ m_carry[w];
            m_carry[w] &= old;
        }
    }
    m_votes[depth + 1] = m_votes[depth] + m_packed.rightCount[model];
}

/// Compares every counter with floor(members / 2), most significant plane first.
void VoteCounter::findMajorities(std::size_t members)
{
    const std::size_t half = members / 2;
    std::ranges::fill(m_majority, std::uint64_t{0});
    std::ranges::fill(m_carry, ~std::uint64_t{0}); // still equal
    for (std::size_t bit = m_bits; bit-- > 0;) {
        const std::uint64_t* value = plane(members, bit);
        const std::uint64_t limit = (half >> bit & 1) != 0 ? ~std::uint64_t{0} : 0;
        for (std::size_t w = 0; w < m_words; ++w) {
            m_majority[w] |= m_carry[w] & value[w] & ~limit;
            m_carry[w] &= ~(value[w] ^ limit);
        }
    }
}

std::size_t VoteCounter::majorities(std::size_t members)
{
    findMajorities(members);
    return countBits(m_majority);
}

std::size_t VoteCounter::minorityVotes(std::size_t members)
{
    findMajorities(members);
    // min(c, L - c) = c, less 2c - L where c is the majority.
    std::size_t majorityVotes = 0;
    for (std::size_t bit = 0; bit < m_bits; ++bit)
        majorityVotes += countBoth(plane(members, bit), m_majority.data(), m_words) << bit;
    return m_votes[members] + members * countBits(m_majority) - 2 * majorityVotes;
}

double entropyMeasure(std::size_t minorityVotes, std::size_t members, std::size_t samples)
{
    const std::size_t most = members - (members + 1) / 2;
    if (most == 0 || samples == 0)
        return std::numeric_limits<double>::quiet_NaN();
    return static_cast<double>(minorityVotes) / (static_cast<double>(samples) * static_cast<double>(most));
}

} // namespace cobench::ensemble
