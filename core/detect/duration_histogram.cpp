// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/duration_histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace cobench::detect {

namespace {

constexpr int kBits = 10;
constexpr std::uint64_t kPerOctave = std::uint64_t{1} << kBits;

/// 0 … 1023 have buckets of their own; every octave above shares 1024.
std::size_t bucketOf(std::uint64_t nanoseconds)
{
    if (nanoseconds < kPerOctave)
        return nanoseconds;
    const int shift = static_cast<int>(std::bit_width(nanoseconds)) - 1 - kBits;
    return static_cast<std::size_t>(shift) * kPerOctave + (nanoseconds >> shift);
}

/// The middle of a bucket.
std::uint64_t durationOf(std::size_t bucket)
{
    if (bucket < 2 * kPerOctave)
        return bucket;
    const auto shift = bucket / kPerOctave - 1;
    const std::uint64_t lower = (kPerOctave + bucket % kPerOctave) << shift;
    return lower + ((std::uint64_t{1} << shift) >> 1);
}

} // namespace

void DurationHistogram::add(Time duration)
{
    duration = std::max(duration, Time(0));
    const std::size_t bucket = bucketOf(static_cast<std::uint64_t>(duration.count()));
    if (bucket >= m_buckets.size())
        m_buckets.resize(bucket + 1);
    ++m_buckets[bucket];
    m_smallest = m_count == 0 ? duration : std::min(m_smallest, duration);
    m_largest = std::max(m_largest, duration);
    m_total += duration;
    ++m_count;
}

double DurationHistogram::quantile(double share) const
{
    if (m_count == 0)
        return std::numeric_limits<double>::quiet_NaN();
    const auto rank
        = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(m_count))));
    std::uint64_t seen = 0;
    std::size_t bucket = 0;
    while ((seen += m_buckets[bucket]) < rank)
        ++bucket;
    const Time middle(static_cast<std::int64_t>(durationOf(bucket)));
    return seconds(std::clamp(middle, m_smallest, m_largest));
}

} // namespace cobench::detect
