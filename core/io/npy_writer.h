// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace cobench::io {

/// One array on its way into a file, C order, little-endian. Borrows its bytes.
struct NpyArray {
    std::string name; // entry name in an .npz, without ".npy"
    std::string dtype; // numpy's: "<f4", "<u2", …
    std::vector<std::uint64_t> shape;
    std::span<const std::byte> bytes;
};

NpyArray npyArray(std::string name, std::span<const float> values, std::vector<std::uint64_t> shape);
NpyArray npyArray(std::string name, std::span<const std::uint16_t> values, std::vector<std::uint64_t> shape);

/// The header of version 1.0, padded so that the data begins at a multiple of 64 bytes.
std::string npyHeader(const NpyArray& array);

/// Whole or not at all (AtomicFile).
Result<void> writeNpy(const std::filesystem::path& target, const NpyArray& array);
/// Stored entries with CRC and a fixed date, so that equal arrays give equal files. TooLarge from 4 GiB on.
Result<void> writeNpz(const std::filesystem::path& target, const std::vector<NpyArray>& arrays);

} // namespace cobench::io
