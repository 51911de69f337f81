// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/foreign_run.h"

namespace cobench::runs {

/// Hugging Face's trainer_state.json: "log_history" is a list of rows with "step". Tags are named as its own
/// TensorBoard callback does: eval_x is eval/x, test_x is test/x, the rest train/x. Corrupt when it is not one.
Result<ForeignRuns> readTrainerState(std::string_view text, const std::string& name);

} // namespace cobench::runs
