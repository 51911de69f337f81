// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

namespace cobench::plots {

/// How wide what stands beside the axes may be, in pixels: the data keep most of a narrow chart, also of an
/// exported one.
int sideRoom(const QCustomPlot& plot);

/// Puts a series into its plot's legend; a name that is too long for the room is cut in the middle, where the names
/// of runs and models are most alike.
void addToLegend(QCPAbstractPlottable& series);

} // namespace cobench::plots
