// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/ids.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace cobench::jobs {

/// What runs have beside the store's database.
struct RunDisk {
    std::size_t checkpoints = 0; // files
    std::uint64_t bytes = 0; // of them; a file with two names counts once
};

RunDisk diskOf(const std::filesystem::path& project, const std::vector<RunId>& runs);

} // namespace cobench::jobs
