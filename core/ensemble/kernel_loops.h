// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/kernels.h"

// Included once by each kernels_<level>.cpp, which is compiled for that level. Everything here has internal linkage
// and no standard header with inline functions may be included: the linker would pick one level's copy for all.

namespace cobench::ensemble {
namespace {

std::uint64_t countBoth(const std::uint64_t* a, const std::uint64_t* b, std::size_t words)
{
    std::uint64_t count = 0;
    for (std::size_t w = 0; w < words; ++w)
        count += static_cast<std::uint64_t>(__builtin_popcountll(a[w] & b[w]));
    return count;
}

std::uint64_t countEqual(const std::uint16_t* a, const std::uint16_t* b, std::size_t count)
{
    constexpr std::size_t kWide = 64;
    constexpr std::size_t kRounds = 65535; // a 16-bit counter holds no more
    std::uint64_t total = 0;
    std::size_t i = 0;
    while (i + kWide <= count) {
        std::uint16_t lanes[kWide] = {};
        for (std::size_t round = 0; round < kRounds && i + kWide <= count; ++round, i += kWide)
            for (std::size_t lane = 0; lane < kWide; ++lane)
                lanes[lane] = static_cast<std::uint16_t>(lanes[lane] + (a[i + lane] == b[i + lane] ? 1 : 0));
        for (const std::uint16_t lane : lanes)
            total += lane;
    }
    for (; i < count; ++i)
        total += a[i] == b[i] ? 1 : 0;
    return total;
}

/// Lanes of one vector on which a rival takes the tie with the true class at `sums` (rows, then the second key).
template <typename Simd>
std::uint32_t lostTies(const VoteBlock& block, const float* sums, unsigned shift)
{
    const auto truth = Simd::load(sums);
    const float* second = sums + std::size_t{block.rows} * kLanes;
    std::uint32_t lost = 0;
    for (std::uint32_t r = 1; r < block.rows; ++r) {
        std::uint32_t wins = static_cast<std::uint32_t>(block.strict[r] >> shift);
        if (block.keys == 2) {
            const auto mine = Simd::load(second);
            const auto rivals = Simd::load(second + r * kLanes);
            wins = Simd::greater(rivals, mine) | (Simd::equal(rivals, mine) & wins);
        }
        lost |= Simd::equal(Simd::load(sums + r * kLanes), truth) & wins;
    }
    return lost;
}

/// Any number of rows and keys: the sums go through memory.
template <typename Simd>
void walkAnyRows(const VoteBlock& block, StepSpan steps, float* sums, std::uint32_t* right, unsigned lane)
{
    const std::size_t stride = std::size_t{block.keys} * block.rows * kLanes;
    const std::size_t firstKey = std::size_t{block.rows} * kLanes;
    for (const PlanStep* step = steps.begin; step != steps.end; ++step) {
        const float* from = sums + (step->depth & ~kLeafBit) * stride + lane;
        const float* add = block.values + step->model * stride + lane;
        float* to = sums + ((step->depth & ~kLeafBit) + 1) * stride + lane;
        const auto truth = Simd::add(Simd::load(from), Simd::load(add));
        Simd::store(to, truth);
        auto best = Simd::add(Simd::load(from + kLanes), Simd::load(add + kLanes));
        Simd::store(to + kLanes, best);
        for (std::size_t at = 2 * kLanes; at < firstKey; at += kLanes) {
            const auto sum = Simd::add(Simd::load(from + at), Simd::load(add + at));
            Simd::store(to + at, sum);
            best = Simd::max(best, sum);
        }
        for (std::size_t at = firstKey; at < stride; at += kLanes)
            Simd::store(to + at, Simd::add(Simd::load(from + at), Simd::load(add + at)));
        std::uint32_t wins = Simd::greater(truth, best);
        if (const std::uint32_t ties = Simd::equal(truth, best); ties != 0)
            wins |= ties & ~lostTies<Simd>(block, to, lane);
        if (step->team != kNoTeam)
            right[step->team] += static_cast<std::uint32_t>(__builtin_popcount(wins));
    }
}

/// The row count known to the compiler: the sums stay in registers and only inner nodes store them.
template <typename Simd, std::uint32_t kRows>
void walkRows(const VoteBlock& block, StepSpan steps, float* sums, std::uint32_t* right, unsigned lane)
{
    constexpr std::size_t kStride = kRows * kLanes;
    for (const PlanStep* step = steps.begin; step != steps.end; ++step) {
        const std::uint32_t depth = step->depth;
        const float* from = sums + (depth & ~kLeafBit) * kStride + lane;
        const float* add = block.values + step->model * kStride + lane;
        float* to = sums + ((depth & ~kLeafBit) + 1) * kStride + lane;
        typename Simd::Vector sum[kRows];
        for (std::uint32_t r = 0; r < kRows; ++r)
            sum[r] = Simd::add(Simd::load(from + r * kLanes), Simd::load(add + r * kLanes));
        auto best = sum[1];
        for (std::uint32_t r = 2; r < kRows; ++r)
            best = Simd::max(best, sum[r]);
        std::uint32_t wins = Simd::greater(sum[0], best);
        const std::uint32_t ties = Simd::equal(sum[0], best);
        if (depth < kLeafBit || ties != 0) {
            for (std::uint32_t r = 0; r < kRows; ++r)
                Simd::store(to + r * kLanes, sum[r]);
            if (ties != 0)
                wins |= ties & ~lostTies<Simd>(block, to, lane);
        }
        if (step->team != kNoTeam)
            right[step->team] += static_cast<std::uint32_t>(__builtin_popcount(wins));
    }
}

template <typename Simd>
auto walkFor(const VoteBlock& block)
{
    if (block.keys != 1)
        return walkAnyRows<Simd>;
    switch (block.rows) {
    case 2:
        return walkRows<Simd, 2>;
    case 3:
        return walkRows<Simd, 3>;
    case 4:
        return walkRows<Simd, 4>;
    case 5:
        return walkRows<Simd, 5>;
    case 6:
        return walkRows<Simd, 6>;
    case 7:
        return walkRows<Simd, 7>;
    case 8:
        return walkRows<Simd, 8>;
    case 9:
        return walkRows<Simd, 9>;
    case 10:
        return walkRows<Simd, 10>;
    default:
        return walkAnyRows<Simd>;
    }
}

template <typename Simd>
void countVotes(const VoteBlock& block, StepSpan lead, StepSpan steps, float* sums, std::uint32_t* right)
{
    const auto walk = walkFor<Simd>(block);
    for (std::size_t at = 0; at < std::size_t{block.keys} * block.rows * kLanes; ++at)
        sums[at] = 0.0F;
    for (unsigned lane = 0; lane < kLanes; lane += Simd::kWidth) {
        walk(block, lead, sums, right, lane);
        walk(block, steps, sums, right, lane);
    }
}

} // namespace
} // namespace cobench::ensemble
