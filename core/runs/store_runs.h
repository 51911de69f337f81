// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/foreign_run.h"

namespace cobench::runs {

/// Adds runs to a project's store, each as a whole or not at all; returns their ids.
Result<std::vector<RunId>> storeRuns(
    store::RunWriter& store, const std::vector<ForeignRun>& runs, Progress& progress, const CancelToken& cancel);

/// A run that goes on: it is in the store from now on, and finishRun gives it what it recorded and its state.
Result<RunId> beginRun(store::RunWriter& store, const ForeignRun& run);
Result<void> finishRun(
    store::RunWriter& store, RunId id, const ForeignRun& run, Progress& progress, const CancelToken& cancel);

} // namespace cobench::runs
