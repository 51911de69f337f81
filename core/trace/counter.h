// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

namespace cobench::trace {

inline constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();

/// How fast a number that only grows does so. One that falls has wrapped, when its range is known and the step is
/// small, or has begun anew: then that interval is not known.
class Counter
{
public:
    Counter() = default;
    /// `range`: the value after the last one is 0; 0 = not known, then 2^32 is tried for numbers below it.
    explicit Counter(std::uint64_t range)
        : m_range(range)
    {
    }
    /// Growth a second since the last call; kUnknown the first time.
    float rate(std::uint64_t value, double now);
    /// So much of what the next value has grown by is older.
    void skip(std::uint64_t growth) { m_value += growth; }
    /// The thing counted has gone: the next value is a first one.
    void forget() { m_isKnown = false; }

private:
    std::uint64_t growth(std::uint64_t value) const;

    std::uint64_t m_range = 0;
    std::uint64_t m_value = 0;
    double m_time = 0.0;
    bool m_isKnown = false;
};

/// Sums what is known.
inline void addKnown(float& sum, float value)
{
    if (!std::isnan(value))
        sum = std::isnan(sum) ? value : sum + value;
}

} // namespace cobench::trace
