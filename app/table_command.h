// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

class QCommandLineParser;
class QString;

namespace cobench::ui {
class ReportSource;
} // namespace cobench::ui

namespace cobench::app {

/// What `cobench export --table` takes: the forms that are tables.
QString tableForms();
/// Writes a table of reports (TableSpec) as .csv, .tsv or .tex. Usage: no table, or another kind of file.
Result<void> checkTable(const QString& table, const QString& out);
Result<void> exportTable(
    const QCommandLineParser& parser, const ui::ReportSource& source, const QString& table, const QString& out);

} // namespace cobench::app
