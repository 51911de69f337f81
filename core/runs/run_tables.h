// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/store/runs.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cobench::runs {

/// Every scalar as a row: run, name, tag, step, time, value, attempt.
Result<std::string> scalarsCsv(const store::RunStore& store, const std::vector<store::RunRow>& runs);

/// A tabular of booktabs: a run a row, its name and the last value of each of `tags`; none = all that any run has.
Result<std::string> latexTable(const store::RunStore& store,
    const std::vector<store::RunRow>& runs,
    const std::vector<std::string>& tags,
    int decimals = 4);

/// The content of a run's TensorBoard event file.
Result<std::string> eventFile(const store::RunStore& store, const store::RunRow& run);

} // namespace cobench::runs
