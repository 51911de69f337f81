// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/input_file.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cobench::store {

struct ZipEntry {
    std::string name;
    std::uint32_t crc = 0;
    std::uint64_t offset = 0; // of its bytes in the file
    std::uint64_t size = 0;
};

/// The stored files of what ZipWriter wrote, or of the same made by another program with zip64 or without.
/// Untrusted: nothing lies outside the file, and all entries together are no larger than it. nullopt when it is
/// anything else. Does not check the CRC. Throws Failure when the file cannot be read.
std::optional<std::vector<ZipEntry>> readZip(const InputFile& file);

} // namespace cobench::store
