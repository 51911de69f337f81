// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/kernel_levels.h"
#include "core/ensemble/kernel_loops.h"

#include <immintrin.h>

namespace cobench::ensemble {

namespace {

struct Simd {
    using Vector = __m512;
    static constexpr unsigned kWidth = 16;
    static constexpr unsigned kSums = 24; // registers left for sums
    static Vector load(const float* from) { return _mm512_load_ps(from); }
    static void store(float* to, Vector value) { _mm512_store_ps(to, value); }
    static Vector add(Vector a, Vector b) { return _mm512_add_ps(a, b); }
    // The unmasked form trips -Wmaybe-uninitialized in g++ 12; this one compiles to the same instruction.
    static Vector max(Vector a, Vector b) { return _mm512_maskz_max_ps(0xffff, a, b); }
    static std::uint32_t greater(Vector a, Vector b) { return _mm512_cmp_ps_mask(a, b, _CMP_GT_OQ); }
    static std::uint32_t equal(Vector a, Vector b) { return _mm512_cmp_ps_mask(a, b, _CMP_EQ_OQ); }
    static std::uint32_t countBits(std::uint32_t mask)
    {
        return static_cast<std::uint32_t>(__builtin_popcount(mask));
    }
};

} // namespace

const Kernels kAvx512Kernels{SimdLevel::Avx512, countBoth, countEqual, countVotes<Simd>};

} // namespace cobench::ensemble
