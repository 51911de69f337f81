// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/crc32c.h"

#include <array>
#include <cstring>

namespace cobench::runs {

namespace {

constexpr std::uint32_t kPolynomial = 0x82F63B78; // reflected
constexpr std::uint32_t kMaskDelta = 0xA282EAD8;
using Tables = std::array<std::array<std::uint32_t, 256>, 8>;

/// Table n carries a byte over n more zero bytes, so that eight bytes are taken at once.
constexpr Tables makeTables()
{
    Tables tables{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t crc = byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1U) != 0 ? kPolynomial : 0);
        tables[0][byte] = crc;
    }
    for (std::size_t n = 1; n < tables.size(); ++n)
        for (std::size_t byte = 0; byte < 256; ++byte)
            tables[n][byte] = (tables[n - 1][byte] >> 8) ^ tables[0][tables[n - 1][byte] & 0xFF];
    return tables;
}
constexpr Tables kTables = makeTables();

} // namespace

std::uint32_t crc32c(std::span<const std::byte> bytes)
{
    std::uint32_t crc = ~0U;
    for (; bytes.size() >= 8; bytes = bytes.subspan(8)) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data(), sizeof word);
        word ^= crc;
        crc = 0;
        for (std::size_t byte = 0; byte < 8; ++byte)
            crc ^= kTables[7 - byte][(word >> (8 * byte)) & 0xFF];
    }
    for (const std::byte byte : bytes)
        crc = (crc >> 8) ^ kTables[0][(crc ^ static_cast<std::uint32_t>(byte)) & 0xFF];
    return ~crc;
}

std::uint32_t maskedCrc32c(std::span<const std::byte> bytes)
{
    const std::uint32_t crc = crc32c(bytes);
    return ((crc >> 15) | (crc << 17)) + kMaskDelta;
}

} // namespace cobench::runs
