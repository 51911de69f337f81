// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench_support.h"

#include <algorithm>
#include <cstring>

namespace cobench::bench {

#ifdef __x86_64__

namespace {

constexpr int kRounds = 2000000;
constexpr int kChains = 12; // independent ones: longer than any latency

/// The compiler may neither drop nor merge what the instructions do.
template <typename Vector>
[[gnu::always_inline]] inline void addAndCompare(Vector& sum, Vector& most, const Vector& one)
{
    if constexpr (sizeof(Vector) == 16)
        asm volatile("addps %2,%0\n maxps %2,%1\n" : "+x"(sum), "+x"(most) : "x"(one));
    else
        asm volatile("vaddps %2,%0,%0\n vmaxps %2,%1,%1\n" : "+x"(sum), "+x"(most) : "x"(one));
}

/// Inlined into a function compiled for the vectors' instructions. Six chains of each kind stay in registers.
template <typename Vector>
[[gnu::always_inline]] inline double rate(const float* ones)
{
    Vector one;
    std::memcpy(&one, ones, sizeof one);
    Vector a = one, b = one, c = one, d = one, e = one, f = one;
    Vector u = one, v = one, w = one, x = one, y = one, z = one;
    const double start = processorSeconds();
    for (int round = 0; round < kRounds; ++round) {
        addAndCompare(a, u, one);
        addAndCompare(b, v, one);
        addAndCompare(c, w, one);
        addAndCompare(d, x, one);
        addAndCompare(e, y, one);
        addAndCompare(f, z, one);
    }
    return kChains * double{kRounds} * (sizeof(Vector) / sizeof(float)) / (processorSeconds() - start);
}

template <std::size_t kBytes>
using Floats [[gnu::vector_size(kBytes)]] = float;

double baselineRate(const float* ones)
{
    return rate<Floats<16>>(ones);
}

[[gnu::target("avx2")]] double avx2Rate(const float* ones)
{
    return rate<Floats<32>>(ones);
}

[[gnu::target("avx512f")]] double avx512Rate(const float* ones)
{
    return rate<Floats<64>>(ones);
}

} // namespace

double peakOperations(ensemble::SimdLevel level)
{
    if (level > ensemble::bestSimd())
        return 0.0;
    float ones[16];
    std::fill_n(ones, 16, 1.0F);
    const auto run = level == ensemble::SimdLevel::Avx512 ? avx512Rate
        : level == ensemble::SimdLevel::Avx2              ? avx2Rate
                                                          : baselineRate;
    double best = 0.0;
    for (int i = 0; i < 5; ++i)
        best = std::max(best, run(ones));
    return best;
}

#else

double peakOperations(ensemble::SimdLevel)
{
    return 0.0;
}

#endif

} // namespace cobench::bench
