// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/metric_text.h"

namespace cobench::runs {

/// A number that fills the field, with spaces around it or not; "nan" and "inf" are numbers, too.
std::optional<double> numberIn(std::string_view field);
std::string trimmed(std::string_view field);

/// A CSV log with a line of names: Lightning's metrics.csv, Keras' CSVLogger, Ultralytics' results.csv, Ray's
/// progress.csv. Empty fields are left out; columns of text become the configuration when they never change, else a
/// warning.
Result<ForeignRuns> readMetricTable(std::string_view text, const std::string& name, const CancelToken& cancel);

} // namespace cobench::runs
