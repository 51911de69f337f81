// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/pool_report.h"
#include "core/store/runs.h"
#include "ui/pages/reports/report_document.h"

#include <optional>
#include <vector>

namespace cobench::ui {

/// How many models and samples, the best of them, what teams add.
ReportText overviewOf(const jobs::PoolReport& report);
ReportTable memberTable(const jobs::PoolReport& report);
/// Precondition: report.teams.
ReportTable teamTable(const jobs::PoolReport& report);
/// How the models that were trained here came about; nothing when none was.
std::optional<ReportTable> runTable(const std::vector<store::RunRow>& finished);

} // namespace cobench::ui
