// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/patience.h"

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <limits>
#include <random>
#include <vector>

namespace cobench::test {

/// In milliseconds.
inline double timeOn(clockid_t clock)
{
    timespec time = {};
    clock_gettime(clock, &time);
    return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
}

/// How many times slower than where the limits of tests were set this machine is now, at least 1: what sorting
/// takes on that clock. CLOCK_THREAD_CPUTIME_ID leaves out while others had the processor.
inline double slowness(clockid_t clock)
{
#if COBENCH_SANITIZED
    constexpr double kReferenceMs = 600.0;
#elif defined(NDEBUG)
    constexpr double kReferenceMs = 60.0;
#else
    constexpr double kReferenceMs = 330.0;
#endif
    double best = std::numeric_limits<double>::infinity();
    for (int i = 0; i < 3; ++i) {
        std::mt19937 random(1);
        std::vector<std::uint32_t> numbers(1'000'000);
        std::ranges::generate(numbers, [&] { return static_cast<std::uint32_t>(random()); });
        const double start = timeOn(clock);
        std::sort(numbers.begin(), numbers.end());
        best = std::min(best, timeOn(clock) - start);
    }
    return std::max(1.0, best / kReferenceMs);
}

} // namespace cobench::test
