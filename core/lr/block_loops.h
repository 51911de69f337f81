// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <span>

// Loops over short blocks that stay in the first cache, each simple enough for the compiler to turn into vectors:
// no calls, no branches. They repeat valueAt's arithmetic up to the functions of the standard library. Files that
// include this are compiled with -O3 and without fused sums of products.

namespace cobench::lr {

constexpr double kWhole = 4503599627370496.0; // 2^52: doubles from here on have no fraction

/// floor for 0 <= x < 2^51, in additions.
inline double floorOf(double x)
{
    const double nearest = (x + kWhole) - kWhole;
    return nearest - (nearest > x ? 1.0 : 0.0);
}

/// 2^-n for whole n >= 0, put together from its bits; 0 from 2^-1023 on.
inline double halvedTimes(double n)
{
    const auto whole = std::bit_cast<std::uint64_t>(std::min(n, 1023.0) + kWhole) & 2047U;
    return std::bit_cast<double>((1023U - whole) << 52U);
}

using Out = std::span<double>;

/// out[i] = function(i, out[i])
template <typename Function>
void fill(Out out, Function function)
{
    const int count = static_cast<int>(out.size());
    double* const values = out.data();
    for (int i = 0; i < count; ++i)
        values[i] = function(static_cast<double>(i), values[i]);
}

} // namespace cobench::lr
