// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/condition_job.h"
#include "core/jobs/team_consensus.h"
#include "ui/pages/reports/report_document.h"
#include "ui/pages/reports/report_source.h"

namespace cobench::ui {

/// One row for each rule: its figures, the interval of its accuracy, and McNemar's test against the best member.
ReportTable consensusTable(
    const jobs::SplitView& shown, const ensemble::Members& team, const std::vector<jobs::RuleFigures>& rules);

/// The figure of `spec` under each condition, without origin. `teams` are those of the table's rows of a team.
ReportTable conditionTable(const TableSpec& spec,
    const data::Pool& pool,
    const jobs::ConditionTable& compared,
    ensemble::Metric metric,
    const std::vector<NamedTeam>& teams);

} // namespace cobench::ui
