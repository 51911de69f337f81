// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace cobench::train {

/// Philox4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3; SC 2011). A pure
/// function of counter and key: any number of a stream is had without those before it, on any thread.
inline std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key)
{
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t a = std::uint64_t{0xD2511F53U} * counter[0];
        const std::uint64_t b = std::uint64_t{0xCD9E8D57U} * counter[2];
        counter = {static_cast<std::uint32_t>(b >> 32) ^ counter[1] ^ key[0],
            static_cast<std::uint32_t>(b),
            static_cast<std::uint32_t>(a >> 32) ^ counter[3] ^ key[1],
            static_cast<std::uint32_t>(a)};
        key[0] += 0x9E3779B9U;
        key[1] += 0xBB67AE85U;
    }
    return counter;
}

/// What a random number is for. Streams of different purposes never share numbers.
enum class Stream : std::uint32_t {
    Order = 0,
    Weights = 1,
    Dropout = 2,
    Crop = 3,
    Flip = 4,
    Cutout = 5,
    Attack = 6,
    Noise = 7
};

/// 64 bits for one (seed, purpose, major, minor), e.g. major = epoch, minor = sample.
inline std::uint64_t randomBits(std::uint64_t seed, Stream stream, std::uint32_t major, std::uint64_t minor)
{
    const auto bits = philox({static_cast<std::uint32_t>(minor),
                                 static_cast<std::uint32_t>(minor >> 32),
                                 major,
                                 static_cast<std::uint32_t>(stream)},
        {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)});
    return std::uint64_t{bits[1]} << 32 | bits[0];
}

/// Uniform in [0, 1), 53 bits.
inline double randomUnit(std::uint64_t seed, Stream stream, std::uint32_t major, std::uint64_t minor)
{
    return static_cast<double>(randomBits(seed, stream, major, minor) >> 11) * 0x1.0p-53;
}

} // namespace cobench::train
