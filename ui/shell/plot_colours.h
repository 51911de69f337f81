// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/workbench.h"

#include <QWidget>

namespace cobench::ui {

/// Gives every chart under `root` the theme of the moment with the preferred colours of magnitudes.
void applyPlotColours(QWidget& root, const Workbench& bench);

} // namespace cobench::ui
