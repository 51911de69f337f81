// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/reports/report_document.h"

#include <QByteArray>

namespace cobench::ui {

/// One UTF-8 file that needs nothing beside it: figures inline as SVG, once for light and once for dark screens,
/// with their numbers as tables; prints light. GUI thread.
QByteArray toHtml(const ReportDocument& document);

} // namespace cobench::ui
