// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace cobench::ensemble {

/// Bit n of word n / 64 belongs to sample n.
inline std::size_t wordsFor(std::size_t samples)
{
    return (samples + 63) / 64;
}

/// A bit set over `samples` from a predicate; the bits past the last sample are 0.
template <typename Predicate>
std::vector<std::uint64_t> makeBits(std::size_t samples, Predicate holds)
{
    std::vector<std::uint64_t> words(wordsFor(samples));
    for (std::size_t begin = 0; begin < samples; begin += 64) {
        const std::size_t count = samples - begin < 64 ? samples - begin : 64;
        std::uint64_t word = 0;
        for (std::size_t bit = 0; bit < count; ++bit)
            word |= std::uint64_t{holds(begin + bit)} << bit;
        words[begin / 64] = word;
    }
    return words;
}

inline std::size_t countBits(std::span<const std::uint64_t> words)
{
    std::size_t count = 0;
    for (const std::uint64_t word : words)
        count += static_cast<std::size_t>(std::popcount(word));
    return count;
}

/// Calls visit(n) for every set bit, ascending.
template <typename Visit>
void forEachBit(std::span<const std::uint64_t> words, Visit visit)
{
    for (std::size_t w = 0; w < words.size(); ++w)
        for (std::uint64_t word = words[w]; word != 0; word &= word - 1)
            visit(w * 64 + static_cast<std::size_t>(std::countr_zero(word)));
}

} // namespace cobench::ensemble
