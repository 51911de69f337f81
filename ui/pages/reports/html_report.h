// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/reports/report_writer.h"

#include <memory>

namespace cobench::ui {

/// One UTF-8 file that needs nothing beside it: figures inline as SVG, once for light and once for dark screens,
/// with their numbers as tables; prints light.
std::unique_ptr<ReportWriter> htmlWriter(const ReportDocument& document);
QByteArray toHtml(const ReportDocument& document);

} // namespace cobench::ui
