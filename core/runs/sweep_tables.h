// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/foreign_run.h"

#include <string_view>

namespace cobench::runs {

/// Many runs as two tables: in one a run a row, with its settings; in the other an epoch of a run a row, with what
/// it measured. A column run_id joins them; the second has a column epoch, 0 = before training.
struct SweepTables {
    std::string_view runs;
    std::string_view epochs;
    std::string runsName; // as messages name the files
    std::string epochsName;
    std::string batch = "import"; // of all the runs
};

/// Whether a text is the first of them: its line of names has run_id.
bool isRunsTable(std::string_view text);

/// Settings get the names that our own runs have (lr is learning_rate); summaries of the curves (final_…, best_…)
/// are left out. An empty field before a later number of its column was not measured; one after the column's last
/// number was not a number (a loss that diverged), and is kept as NaN. Steps are iterations where the table tells
/// them (n_minibatch_losses), else epochs. Corrupt naming the line; a warning for rows without a partner.
Result<ForeignRuns> readSweepTables(const SweepTables& tables, const CancelToken& cancel);

} // namespace cobench::runs
