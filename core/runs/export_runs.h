// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/store/runs.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cobench::runs {

/// Event files of these runs, each in a folder of its own below `folder`: what TensorBoard reads. Their paths.
Result<std::vector<std::string>> writeEventFiles(
    const store::RunStore& store, const std::vector<store::RunRow>& runs, const std::filesystem::path& folder);

/// The rows of these runs, in their order; NotFound names the first that is missing. None means all.
Result<std::vector<store::RunRow>> rowsOf(const store::RunStore& store, const std::vector<RunId>& runs);

} // namespace cobench::runs
