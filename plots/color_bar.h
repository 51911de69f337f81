// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/theme.h"

#include <qcustomplot.h>

namespace cobench::plots {

/// The key of a heatmap: colours, their values, what the values are.
class ColorBar : public QCPColorScale
{
public:
    explicit ColorBar(QCustomPlot* plot);

    void setColors(const ColorMap& map, const ColorRange& range);
    void setTheme(const PlotTheme& theme);
};

} // namespace cobench::plots
