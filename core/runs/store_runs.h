// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/foreign_run.h"

namespace cobench::runs {

/// Adds runs to a project's store, each as a whole or not at all; returns their ids.
Result<std::vector<RunId>> storeRuns(
    store::RunWriter& store, const std::vector<ForeignRun>& runs, Progress& progress, const CancelToken& cancel);

} // namespace cobench::runs
