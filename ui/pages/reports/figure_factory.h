// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_widget.h"
#include "ui/pages/reports/figure_data.h"

#include <QSize>
#include <QString>

#include <memory>

namespace cobench::ui {

/// The chart of a figure, titled and with its command. GUI thread.
std::unique_ptr<plots::PlotWidget> makePlot(const FigureData& figure, const QString& projectPath);

/// A size that suits the figure's content, in units of 1/96 inch.
QSize preferredSize(const FigureData& figure);

} // namespace cobench::ui
