// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPoint>

class QAction;
class QObject;

namespace cobench::plots {

class PlotWidget;

/// Opens the chart's context menu without blocking: exports, clipboard, command, table, axes, legend.
void showPlotMenu(PlotWidget& plot, const QPoint& globalPlace);
/// The export entries alone (PNG, SVG, PDF, CSV, LaTeX), for a page's File > Export menu.
QList<QAction*> exportActions(PlotWidget& plot, QObject* parent);

} // namespace cobench::plots
