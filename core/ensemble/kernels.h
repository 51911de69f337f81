// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace cobench::ensemble {

/// Instruction sets the inner loops are compiled for. Results are the same bit for bit on every level.
enum class SimdLevel { Baseline, Avx2, Avx512 };

/// One step of a walk over teams (team_plan.h): the team on the path above, plus one model.
struct PlanStep {
    std::uint32_t team; // its number, or kNoTeam
    std::uint16_t model;
    std::uint16_t depth; // members before this step; the top bit: no step but the next builds on this one
};
inline constexpr std::uint16_t kFleetingBit = 0x8000;
inline constexpr std::uint32_t kNoTeam = 0xffffffff; // a step that only leads to teams

/// Static: each level's kernels keep their own copy (kernel_loops.h).
static constexpr std::uint32_t depthOf(const PlanStep& step)
{
    return step.depth & ~std::uint32_t{kFleetingBit};
}

struct StepSpan {
    const PlanStep* begin;
    const PlanStep* end;
};

/// Samples side by side in one block of a vote table (vote_table.h), whatever the vector width.
inline constexpr std::size_t kLanes = 32;

/// A block of kLanes samples. Row 0 holds what each model gives to the lane's true class, the others what it gives
/// to the classes that might beat it.
struct VoteBlock {
    const float* values; // [model][key][row][lane]
    const std::uint32_t* strict; // [row]: lanes whose rival also wins a tie; row 0 unused
    std::uint32_t rows; // >= 2
    std::uint32_t keys; // 2: ties of the first key are broken by the sums of the second
};

/// The loops that decide the speed of this folder.
struct Kernels {
    SimdLevel level;
    /// Number of bits set in both.
    std::uint64_t (*countBoth)(const std::uint64_t* a, const std::uint64_t* b, std::size_t words);
    /// Number of equal labels at equal places.
    std::uint64_t (*countEqual)(const std::uint16_t* a, const std::uint16_t* b, std::size_t count);
    /// Walks the lead, then the steps: adds to right[team] on how many lanes the team's sums (float32, in step
    /// order) put the true class first. `sums`: (deepest depth + 1) * keys * rows * kLanes floats, 64-byte aligned
    /// like the block's values.
    void (*countVotes)(const VoteBlock& block, StepSpan lead, StepSpan steps, float* sums, std::uint32_t* right);
};

SimdLevel bestSimd();
/// Precondition: level <= bestSimd().
const Kernels& kernelsFor(SimdLevel level);

} // namespace cobench::ensemble
