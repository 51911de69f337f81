// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

namespace cobench::plots {

/// QCustomPlot whose layout can be made on demand, for a size that is not the widget's.
class PlotCanvas : public QCustomPlot
{
public:
    using QCustomPlot::QCustomPlot;
    using QCustomPlot::updateLayout;
};

} // namespace cobench::plots
