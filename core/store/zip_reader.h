// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cobench::store {

struct ZipEntry {
    std::string name;
    std::uint32_t crc = 0;
    std::span<const std::byte> bytes; // into the file
};

/// The stored files of what ZipWriter wrote, or of the same made by another program with zip64 or without.
/// Untrusted: nothing lies outside the file, and all entries together are no larger than it. nullopt when it is
/// anything else. Does not check the CRC.
std::optional<std::vector<ZipEntry>> readZip(std::span<const std::byte> file);

} // namespace cobench::store
