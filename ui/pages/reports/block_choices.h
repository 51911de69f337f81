// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/report_entry.h"
#include "ui/pages/reports/report_source.h"

#include <QString>

#include <vector>

namespace cobench::ui {

/// A view or table of the project that a report may show.
struct BlockChoice {
    store::BlockEntry block;
    QString pool; // empty: of the project
    QString group; // kind of view: "Confusion matrix"
    QString title; // within the group: "lenet5"
};

/// Grouped by pool and kind, in that order. Reads no predictions.
Result<std::vector<BlockChoice>> listChoices(const ReportSource& source);

} // namespace cobench::ui
