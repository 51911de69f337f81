// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/reports/report_document.h"

#include <QByteArray>

namespace cobench::ui {

/// A4 pages, figures as vectors, page numbers. GUI thread.
QByteArray toPdf(const ReportDocument& document);

} // namespace cobench::ui
