// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/data/pool.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace cobench::io {

/// [splits of the pool]; nothing where the file does not tell.
using NewLabels = std::vector<std::optional<std::vector<data::Label>>>;

/// Labels for a pool that is there already, from a file as LoadPoolOptions::labels takes it and with the same
/// checks; the pool keeps its classes. Labels that name no split go where their number fits.
Result<NewLabels> readLabels(
    const data::Pool& pool, const std::filesystem::path& file, Progress& progress, const CancelToken& cancel);

} // namespace cobench::io
