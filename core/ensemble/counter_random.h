// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace cobench::ensemble {

/// A stream of random numbers that is a pure function of its key: same key, same numbers, whatever ran before or
/// beside it. SplitMix64 (Steele, Lea, Flood, OOPSLA 2014) over a counter.
class CounterRandom
{
public:
    explicit CounterRandom(std::uint64_t seed, std::uint64_t stream = 0, std::uint64_t substream = 0)
        : m_state(mix(mix(mix(seed) ^ stream) ^ substream))
    {
    }

    std::uint64_t next() { return mix(m_state += kGolden); }
    /// Uniform in [0, n), without modulo bias. Precondition: n > 0.
    std::uint64_t below(std::uint64_t n)
    {
        const std::uint64_t limit = ~std::uint64_t{0} - (~std::uint64_t{0} % n);
        std::uint64_t value = next();
        while (value >= limit)
            value = next();
        return value % n;
    }
    /// Uniform in [0, 1).
    double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

    /// Fisher-Yates.
    template <typename T>
    void shuffle(std::vector<T>& values)
    {
        for (std::size_t i = values.size(); i > 1; --i)
            std::swap(values[i - 1], values[below(i)]);
    }

private:
    static constexpr std::uint64_t kGolden = 0x9e3779b97f4a7c15U;

    static std::uint64_t mix(std::uint64_t z)
    {
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31);
    }

    std::uint64_t m_state;
};

} // namespace cobench::ensemble
