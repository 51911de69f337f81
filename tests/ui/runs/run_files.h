// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/ids.h"
#include "core/data/trace.h"

#include <QString>

namespace cobench::test {

/// Writes six finished runs beside the project: mlp and lenet5 with seeds 1, 2 and 3, of 20 iterations in two
/// epochs. "train/loss" of run r at iteration i is r / i, "val/accuracy" after each epoch 0.8 + r / 100; "log" has
/// a line.
void writeRuns(const QString& project);
/// Samples that come to those that the run has.
void writeTrace(const QString& project, RunId run, const data::Trace& trace);

} // namespace cobench::test
