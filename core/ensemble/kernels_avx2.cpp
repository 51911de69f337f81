// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ensemble/kernel_levels.h"
#include "core/ensemble/kernel_loops.h"

#include <immintrin.h>

namespace cobench::ensemble {

namespace {

struct Simd {
    using Vector = __m256;
    static constexpr unsigned kWidth = 8;
    static constexpr unsigned kSums = 12; // registers left for sums
    static Vector load(const float* from) { return _mm256_load_ps(from); }
    static void store(float* to, Vector value) { _mm256_store_ps(to, value); }
    static Vector add(Vector a, Vector b) { return _mm256_add_ps(a, b); }
    static Vector max(Vector a, Vector b) { return _mm256_max_ps(a, b); }
    static std::uint32_t bits(Vector mask) { return static_cast<std::uint32_t>(_mm256_movemask_ps(mask)); }
    static std::uint32_t greater(Vector a, Vector b) { return bits(_mm256_cmp_ps(a, b, _CMP_GT_OQ)); }
    static std::uint32_t equal(Vector a, Vector b) { return bits(_mm256_cmp_ps(a, b, _CMP_EQ_OQ)); }
    static std::uint32_t countBits(std::uint32_t mask)
    {
        return static_cast<std::uint32_t>(__builtin_popcount(mask));
    }
};

} // namespace

const Kernels kAvx2Kernels{SimdLevel::Avx2, countBoth, countEqual, countVotes<Simd>};

} // namespace cobench::ensemble
