// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/reports/view_spec.h"

#include <QString>

namespace cobench::ui {

/// The word as a shell reads it back: words of letters, digits and a few safe signs stay as they are.
QString quoted(const QString& word);

/// Command lines that repeat what is seen, quoted for a shell.
QString exportCommand(
    const ViewSpec& view, const QString& projectPath); // cobench export P --view V --out matrix.svg
QString reportCommand(const QString& projectPath); // cobench report P --out report.html

} // namespace cobench::ui
