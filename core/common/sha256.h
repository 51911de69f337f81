// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace cobench {

/// SHA-256 (FIPS 180-4) over bytes that arrive in pieces. Uses the processor's SHA instructions where it has them.
class Sha256
{
public:
    using Digest = std::array<std::byte, 32>;

    void update(std::span<const std::byte> bytes);
    /// Ends the message; the object must not be used afterwards.
    Digest finish();
    /// finish() as 64 lower-case hexadecimal digits.
    std::string finishHex();

private:
    std::array<std::uint32_t, 8> m_state{
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<std::byte, 64> m_block{};
    std::uint64_t m_bytes = 0;
};

std::string sha256Hex(std::span<const std::byte> bytes);

namespace detail {

/// Compresses whole 64-byte blocks into the state.
void sha256BlocksPortable(std::array<std::uint32_t, 8>& state, const std::byte* blocks, std::size_t count);

} // namespace detail

} // namespace cobench
