// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_table.h"

class QTableView;

namespace cobench::ui {

enum class ShownRows { All, Selected }; // Selected: all when none is

/// What a table shows, for copying and export: visible columns and rows in the order they stand in. A value under
/// `valueRole` that is a double stays a number.
plots::PlotTable shownTable(
    const QTableView& view, const QString& caption, int valueRole, ShownRows rows = ShownRows::All);

} // namespace cobench::ui
