// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/metric_text.h"

#include <nlohmann/json_fwd.hpp>
#include <optional>

namespace cobench::runs {

/// The numbers of one JSON object, those inside of others named "outer/inner"; nothing when it is no object. What
/// lies under "config" or "hparams" is a setting, not a metric.
std::optional<Numbers> numbersOfJson(std::string_view text);

/// JSON as Python writes it: NaN and Infinity become null. What lies too deep is left out; discarded when it is
/// none.
nlohmann::json parsedJson(std::string_view text);

/// A log of one JSON object a line (JSON lines; Ray's result.json). Other lines are counted in a warning; Corrupt
/// when there is no such line at all.
Result<ForeignRuns> readJsonLog(std::string_view text, const std::string& name, const CancelToken& cancel);

} // namespace cobench::runs
