// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace cobench::runs {

/// CRC-32C (Castagnoli, RFC 3720 appendix B.4).
std::uint32_t crc32c(std::span<const std::byte> bytes);
/// As TFRecord files keep it: rotated by 15 bits and moved, so that a checksum of checksums stays one
/// (tensorflow/core/lib/hash/crc32c.h).
std::uint32_t maskedCrc32c(std::span<const std::byte> bytes);

} // namespace cobench::runs
