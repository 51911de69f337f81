// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_table.h"

#include <QAction>
#include <QString>

#include <functional>

namespace cobench::plots {
class PlotWidget;
}

namespace cobench::ui {

/// "<title>…": asks for a file (PNG, SVG, PDF, CSV, TEX by its suffix) and writes the chart there.
QAction* plotExportAction(plots::PlotWidget& plot, const QString& title, QWidget* parent);
/// For a chart that is made when somebody asks for it.
QAction* plotExportAction(std::function<plots::PlotWidget&()> plot, const QString& title, QWidget* parent);
/// The same for a table: CSV, TSV or TEX.
QAction* tableExportAction(const QString& title, std::function<plots::PlotTable()> table, QWidget* parent);

} // namespace cobench::ui
