// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace cobench::data {

/// A regular file of at most `maxBytes`; pipes and devices are refused, never waited for.
Result<std::vector<std::uint8_t>> readRegularFile(const std::filesystem::path& path, std::uint64_t maxBytes);

} // namespace cobench::data
