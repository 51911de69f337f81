// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/evaluate.h"

#include <vector>

namespace cobench::lr {

struct OutlinePoint {
    double t = 0.0; // a whole step
    double rate = 0.0;
    bool operator==(const OutlinePoint&) const = default;
};

/// Points for a line over the whole steps first … last (inclusive) that looks, drawn over `columns` pixel columns,
/// as one through every step: each column has its first and last step and, within 2 % of the schedule's range, its
/// extremes; of a typed formula, of which nothing is known, those of 48 steps spread over it. Every step where
/// there are no more than four to a column. The cost is that of the columns, not of the steps: a few milliseconds
/// at most for any schedule. Precondition: 0 <= first <= last, columns > 0, valid schedule.
std::vector<OutlinePoint> outline(const Schedule& schedule,
    std::uint64_t first,
    std::uint64_t last,
    std::size_t columns,
    Convention convention = Convention::Corrected);

} // namespace cobench::lr
