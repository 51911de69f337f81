// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/reports/curves_query.h"
#include "ui/pages/reports/policy_query.h"
#include "ui/pages/reports/table_spec.h"
#include "ui/pages/reports/view_spec.h"

#include <QString>

#include <optional>

namespace cobench::ui {

/// The word as a shell reads it back: words of letters, digits and a few safe signs stay as they are.
QString quoted(const QString& word);

/// Command lines that repeat what is seen, quoted for a shell.
QString exportCommand(
    const ViewSpec& view, const QString& projectPath); // cobench export P --view V --out matrix.svg
/// cobench export P --table T --out models.csv
QString tableCommand(const TableSpec& table, const QString& projectPath);
QString curvesCommand(const CurvesQuery& query, const QString& projectPath);
QString policyCommand(const PolicyQuery& query, const QString& projectPath);
/// cobench report P --report NAME --out report.html; without a name, of the whole project
QString reportCommand(const QString& projectPath, const QString& report);

/// The view that an exportCommand() draws; nothing for any other text.
std::optional<ViewSpec> viewOfCommand(const QString& command);

} // namespace cobench::ui
