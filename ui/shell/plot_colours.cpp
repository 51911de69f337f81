// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/plot_colours.h"

#include "plots/plot_widget.h"

namespace cobench::ui {

void applyPlotColours(QWidget& root, const Workbench& bench)
{
    plots::PlotTheme theme = bench.theme.isDark() ? plots::PlotTheme::dark() : plots::PlotTheme::light();
    if (bench.settings.palette == QLatin1String("cividis"))
        theme.sequential = plots::ColorMap::cividis();
    for (auto* plot : root.findChildren<plots::PlotWidget*>())
        plot->setTheme(theme);
}

} // namespace cobench::ui
