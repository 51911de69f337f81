// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/frame.h"

#include <cstdint>
#include <vector>

namespace cobench::detect {

/// Counts of durations in buckets 0.1 % wide (2^10 per octave), so that a run of any length takes the same half a
/// megabyte. Not thread-safe.
class DurationHistogram
{
public:
    /// Below zero counts as zero.
    void add(Time duration);
    std::uint64_t count() const { return m_count; }
    /// Sum of all, exact.
    Time total() const { return m_total; }
    /// Nearest rank (Hyndman and Fan's first definition), in seconds, at most 0.1 % off; NaN when empty.
    double quantile(double share) const;

private:
    std::vector<std::uint64_t> m_buckets;
    std::uint64_t m_count = 0;
    Time m_total{0};
    Time m_smallest{0};
    Time m_largest{0};
};

} // namespace cobench::detect
