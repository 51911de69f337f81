// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

namespace cobench::ensemble {

/// Linear interpolation between order statistics, as numpy.quantile. Precondition: ascending, not empty,
/// 0 <= share <= 1.
inline double quantile(std::span<const double> ascending, double share)
{
    const double position = share * static_cast<double>(ascending.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const std::size_t above = std::min(below + 1, ascending.size() - 1);
    return ascending[below] + (position - static_cast<double>(below)) * (ascending[above] - ascending[below]);
}

} // namespace cobench::ensemble
