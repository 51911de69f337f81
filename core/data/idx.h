// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <vector>

namespace cobench::data {

/// Rows of the first dimension that are kept. What lies before them is skipped, what lies after is still checked to
/// be there when the file is not compressed.
struct IdxRows {
    std::uint32_t first = 0;
    std::uint32_t count = std::numeric_limits<std::uint32_t>::max();
};

struct IdxArray {
    std::vector<std::uint32_t> shape; // as stored: before any choice of rows
    std::vector<std::uint8_t> bytes; // the chosen rows, row-major

    std::size_t rowBytes() const;
};

/// Reads LeCun's IDX format with unsigned bytes (magic 0x0000 08 dd, then dd big-endian sizes), plain or gzip.
/// Regular files only; at most 2^31 bytes; never allocates more than the file's size can hold.
Result<IdxArray> readIdx(const std::filesystem::path& path, IdxRows rows = {});

} // namespace cobench::data
