// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/data/pool.h"

#include <filesystem>
#include <string_view>

namespace cobench::jobs {

/// Conflict unless exportPool may take the place of what is there: nothing, an empty folder, or one that holds
/// nothing but an exported pool, of this name if one is given. Asked before long work, so that none is in vain.
Result<void> checkExportPlace(const std::filesystem::path& directory, std::string_view poolName = {});

/// Writes a pool as a directory that openPool reads back bit for bit: <model>.<split>.npz with predictions and
/// labels, and pool.json with order, names, classes and costs. The directory is built beside its place and put
/// there when it is complete, in exchange for one that was there and that checkExportPlace allows. Equal pools give
/// equal files.
Result<void> exportPool(
    const data::Pool& pool, const std::filesystem::path& directory, Progress& progress, const CancelToken& cancel);

} // namespace cobench::jobs
