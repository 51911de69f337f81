// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/store/runs.h"

#include <filesystem>

namespace cobench::store {

/// A run as MLflow's tracking database has it.
struct MlflowRun {
    std::string id;
    std::string name;
    std::string paramsJson; // object of texts
    std::string state; // as in RunRow
    double startedAt = 0.0; // seconds since the epoch
    std::vector<ScalarRow> scalars;
};

/// The runs of an MLflow SQLite file that are not deleted there. Reads only, whoever made the file: no views, no
/// triggers, nothing that is not a plain table. Unsupported when the tables are not MLflow's.
Result<std::vector<MlflowRun>> readMlflow(const std::filesystem::path& file, const CancelToken& cancel);

} // namespace cobench::store
