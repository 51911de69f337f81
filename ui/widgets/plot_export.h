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

class Async;
class LazyDock;

/// "<title>…": asks for a file (PNG, SVG, PDF, CSV, TEX by its suffix) and writes the chart there.
QAction* plotExportAction(plots::PlotWidget& plot, const QString& title, QWidget* parent);
/// The same for a table: CSV, TSV or TEX.
QAction* tableExportAction(const QString& title, std::function<plots::PlotTable()> table, QWidget* parent);
/// Of what a dock holds: brings the dock to the front and waits for its answers if it was not seen.
QAction* plotExportAction(
    LazyDock& dock, Async& async, const QString& title, std::function<plots::PlotWidget&()> plot);
QAction* tableExportAction(
    LazyDock& dock, Async& async, const QString& title, std::function<plots::PlotTable()> table);

} // namespace cobench::ui
