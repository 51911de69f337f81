// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/kernel_levels.h"
#include "core/ensemble/kernel_loops.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace cobench::ensemble {

namespace {

/// Where no instruction does it, the compiler would call a function for each step.
std::uint32_t countBits(std::uint32_t mask)
{
    mask -= mask >> 1 & 0x55555555U;
    mask = (mask & 0x33333333U) + (mask >> 2 & 0x33333333U);
    return ((mask + (mask >> 4)) & 0x0f0f0f0fU) * 0x01010101U >> 24;
}

#ifdef __SSE2__
struct Simd {
    using Vector = __m128;
    static constexpr unsigned kWidth = 4;
    static constexpr unsigned kSums = 12; // registers left for sums
    static Vector load(const float* from) { return _mm_load_ps(from); }
    static void store(float* to, Vector value) { _mm_store_ps(to, value); }
    static Vector add(Vector a, Vector b) { return _mm_add_ps(a, b); }
    static Vector max(Vector a, Vector b) { return _mm_max_ps(a, b); }
    static std::uint32_t bits(Vector mask) { return static_cast<std::uint32_t>(_mm_movemask_ps(mask)); }
    static std::uint32_t greater(Vector a, Vector b) { return bits(_mm_cmpgt_ps(a, b)); }
    static std::uint32_t equal(Vector a, Vector b) { return bits(_mm_cmpeq_ps(a, b)); }
    static std::uint32_t countBits(std::uint32_t mask) { return ensemble::countBits(mask); }
};
#else
struct Simd {
    using Vector = float;
    static constexpr unsigned kWidth = 1;
    static constexpr unsigned kSums = 12; // registers left for sums
    static Vector load(const float* from) { return *from; }
    static void store(float* to, Vector value) { *to = value; }
    static Vector add(Vector a, Vector b) { return a + b; }
    static Vector max(Vector a, Vector b) { return a > b ? a : b; }
    static std::uint32_t greater(Vector a, Vector b) { return a > b ? 1U : 0U; }
    static std::uint32_t equal(Vector a, Vector b) { return a == b ? 1U : 0U; }
    static std::uint32_t countBits(std::uint32_t mask) { return ensemble::countBits(mask); }
};
#endif

} // namespace

const Kernels kBaselineKernels{SimdLevel::Baseline, countBoth, countEqual, countVotes<Simd>};

} // namespace cobench::ensemble
