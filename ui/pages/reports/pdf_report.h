// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/reports/report_writer.h"

#include <memory>

namespace cobench::ui {

/// A4, light.
std::unique_ptr<ReportWriter> pdfWriter(const ReportDocument& document);
QByteArray toPdf(const ReportDocument& document);

} // namespace cobench::ui
