// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <QCommandLineParser>

namespace cobench::app {

/// `cobench report`: a document of every pool, or one of the project's own reports.
void addReportOptions(QCommandLineParser& parser);
Result<void> writeReport(const QCommandLineParser& parser);

} // namespace cobench::app
