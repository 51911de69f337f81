// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/kernels.h"

// Included once by each kernels_<level>.cpp, which is compiled for that level. Everything here has internal linkage
// and no standard header with inline functions may be included: the linker would pick one level's copy for all.

namespace cobench::ensemble {
namespace {

inline std::uint64_t countBoth(const std::uint64_t* a, const std::uint64_t* b, std::size_t words)
{
    std::uint64_t count = 0;
    for (std::size_t w = 0; w < words; ++w)
        count += static_cast<std::uint64_t>(__builtin_popcountll(a[w] & b[w]));
    return count;
}

inline std::uint64_t countEqual(const std::uint16_t* a, const std::uint16_t* b, std::size_t count)
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
        std::uint32_t wins = block.strict[r] >> shift;
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
        const float* from = sums + depthOf(*step) * stride + lane;
        const float* add = block.values + step->model * stride + lane;
        float* to = sums + (depthOf(*step) + 1) * stride + lane;
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
            right[step->team] += Simd::countBits(wins);
    }
}

/// The row count known to the compiler, kVectors vectors of each row side by side: the sums stay in registers from
/// a team to the one that grows from it, and are stored only where a later team grows from them too.
template <typename Simd, std::uint32_t kRows, unsigned kVectors>
void walkRows(const VoteBlock& block, StepSpan steps, float* sums, std::uint32_t* right, unsigned lane)
{
    constexpr std::size_t kStride = kRows * kLanes;
    typename Simd::Vector sum[kVectors][kRows] = {};
    std::uint32_t nextDepth = ~std::uint32_t{0}; // of a step that would build on the one before
    for (const PlanStep* step = steps.begin; step != steps.end; ++step) {
        const std::uint32_t depth = depthOf(*step);
        if (depth != nextDepth) {
            const float* from = sums + depth * kStride + lane;
            for (unsigned v = 0; v < kVectors; ++v)
                for (std::uint32_t r = 0; r < kRows; ++r)
                    sum[v][r] = Simd::load(from + r * kLanes + v * Simd::kWidth);
        }
        nextDepth = depth + 1;
        const float* add = block.values + step->model * kStride + lane;
        std::uint32_t wins = 0;
        std::uint32_t ties = 0;
        for (unsigned v = 0; v < kVectors; ++v) {
            for (std::uint32_t r = 0; r < kRows; ++r)
                sum[v][r] = Simd::add(sum[v][r], Simd::load(add + r * kLanes + v * Simd::kWidth));
            auto best = sum[v][1];
            for (std::uint32_t r = 2; r < kRows; ++r)
                best = Simd::max(best, sum[v][r]);
            wins |= Simd::greater(sum[v][0], best) << (v * Simd::kWidth);
            ties |= Simd::equal(sum[v][0], best) << (v * Simd::kWidth);
        }
        if (step->depth < kFleetingBit || ties != 0) {
            float* to = sums + nextDepth * kStride + lane;
            for (unsigned v = 0; v < kVectors; ++v)
                for (std::uint32_t r = 0; r < kRows; ++r)
                    Simd::store(to + r * kLanes + v * Simd::kWidth, sum[v][r]);
            std::uint32_t lost = 0;
            for (unsigned v = 0; ties != 0 && v < kVectors; ++v)
                lost |= lostTies<Simd>(block, to + v * Simd::kWidth, lane + v * Simd::kWidth) << (v * Simd::kWidth);
            wins |= ties & ~lost;
        }
        if (step->team != kNoTeam)
            right[step->team] += Simd::countBits(wins);
    }
}

template <typename Simd>
struct Walk {
    void (*run)(const VoteBlock&, StepSpan, float*, std::uint32_t*, unsigned);
    unsigned lanes; // done by one run
};

/// As many vectors side by side as leave the sums in registers: what a step costs apart from sums is shared.
template <typename Simd, std::uint32_t kRows>
constexpr Walk<Simd> walkOfRows()
{
    constexpr unsigned kMost = kLanes / Simd::kWidth;
    constexpr unsigned kFitting = Simd::kSums / kRows;
    constexpr unsigned kVectors = kFitting >= 4 && kMost >= 4 ? 4 : kFitting >= 2 && kMost >= 2 ? 2 : 1;
    return {walkRows<Simd, kRows, kVectors>, kVectors * Simd::kWidth};
}

template <typename Simd>
Walk<Simd> walkFor(const VoteBlock& block)
{
    if (block.keys != 1)
        return {walkAnyRows<Simd>, Simd::kWidth};
    switch (block.rows) {
    case 2:
        return walkOfRows<Simd, 2>();
    case 3:
        return walkOfRows<Simd, 3>();
    case 4:
        return walkOfRows<Simd, 4>();
    case 5:
        return walkOfRows<Simd, 5>();
    case 6:
        return walkOfRows<Simd, 6>();
    case 7:
        return walkOfRows<Simd, 7>();
    case 8:
        return walkOfRows<Simd, 8>();
    case 9:
        return walkOfRows<Simd, 9>();
    case 10:
        return walkOfRows<Simd, 10>();
    default:
        return {walkAnyRows<Simd>, Simd::kWidth};
    }
}

template <typename Simd>
void countVotes(const VoteBlock& block, StepSpan lead, StepSpan steps, float* sums, std::uint32_t* right)
{
    const auto walk = walkFor<Simd>(block);
    for (std::size_t at = 0; at < std::size_t{block.keys} * block.rows * kLanes; ++at)
        sums[at] = 0.0F;
    for (unsigned lane = 0; lane < kLanes; lane += walk.lanes) {
        walk.run(block, lead, sums, right, lane);
        walk.run(block, steps, sums, right, lane);
    }
}

} // namespace
} // namespace cobench::ensemble
