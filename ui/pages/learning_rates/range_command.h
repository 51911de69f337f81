// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/range_test_job.h"

#include <QString>

namespace cobench::ui {

/// The options of a training command that say what a configuration does beyond the defaults, quoted for a shell;
/// its learning rate is left out.
QString trainingWords(const train::TrainConfig& config);
/// cobench-cli lr range-test …: trains the same test once more.
QString rangeTestCommand(const QString& project, const jobs::RangeTestOptions& options);

} // namespace cobench::ui
