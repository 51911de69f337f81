// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/data/pool.h"

#include <filesystem>

namespace cobench::jobs {

/// Writes a pool as a directory that openPool reads back bit for bit: <model>.<split>.npz with predictions and
/// labels, and pool.json with order, names, classes and costs. The directory is built beside its place and put
/// there when it is complete, in exchange for one that was there. Equal pools give equal files.
Result<void> exportPool(
    const data::Pool& pool, const std::filesystem::path& directory, Progress& progress, const CancelToken& cancel);

} // namespace cobench::jobs
