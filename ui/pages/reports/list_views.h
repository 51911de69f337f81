// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/reports/report_source.h"
#include "ui/pages/reports/view_spec.h"

#include <QStringList>

#include <vector>

namespace cobench::ui {

/// One line per kind of view: its form and what it shows.
QStringList listForms();

/// Every view of the project's default splits, as parseView() takes them.
Result<std::vector<ViewSpec>> listViews(const ReportSource& source);

} // namespace cobench::ui
