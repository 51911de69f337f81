// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/shared_view.h"

#include "plots/plot_widget.h"

namespace cobench::plots {
namespace {

constexpr int kLeftMargin = 76; // pixels: a title and numbers of five digits

void follow(const PlotWidget& moved, PlotWidget& other)
{
    if (moved.viewRange().x == other.viewRange().x)
        return;
    if (moved.isZoomed())
        other.setViewRange({moved.viewRange().x, other.viewRange().y});
    else if (other.isZoomed())
        other.fit();
}

} // namespace

void shareHorizontalView(PlotWidget& first, PlotWidget& second)
{
    for (PlotWidget* plot : {&first, &second})
        plot->setLeastLeftMargin(kLeftMargin);
    QObject::connect(&first, &PlotWidget::viewRangeChanged, &second, [&first, &second] { follow(first, second); });
    QObject::connect(&second, &PlotWidget::viewRangeChanged, &first, [&first, &second] { follow(second, first); });
}

} // namespace cobench::plots
