// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/reports/report_document.h"

#include <QLabel>
#include <QWidget>

namespace cobench::ui {

/// One part of a report as it is previewed: a picture of what the document will hold, to be looked at, not
/// operated. GUI thread.
QWidget* makePartWidget(const ReportPart& part, const QString& projectPath, QWidget* parent);

/// The text with places to break words that are too long: a label wraps between words only, and one long word would
/// widen the whole page.
QString breakable(const QString& text);

/// Words over as many lines as they need. `role` is the style's: "title", "dim", …; empty = plain.
QLabel* makeWords(const QString& text, const QString& role, QWidget* parent);

} // namespace cobench::ui
