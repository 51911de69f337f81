// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/lane_scroll.h"

#include "plots/lanes.h"

#include <QScrollBar>
#include <QSignalBlocker>

#include <cmath>

namespace cobench::ui {

namespace {

constexpr int kScrollSteps = 10000; // of all lanes

void follow(QScrollBar& scroll, const plots::Lanes& lanes)
{
    const plots::AxisSpan view = lanes.verticalView();
    const QSignalBlocker blocker(scroll);
    const int page = int(std::lround((view.high - view.low) * kScrollSteps));
    scroll.setPageStep(page);
    scroll.setSingleStep(std::max(1, page / 8));
    scroll.setRange(0, std::max(0, kScrollSteps - page));
    scroll.setValue(int(std::lround(view.low * kScrollSteps)));
    scroll.setVisible(scroll.maximum() > 0);
}

} // namespace

QScrollBar* laneScroll(plots::Lanes& lanes, QWidget* parent)
{
    auto* scroll = new QScrollBar(Qt::Vertical, parent);
    scroll->setAccessibleName(QObject::tr("Scroll the lanes"));
    lanes.setScrolls(true);
    QObject::connect(
        &lanes, &plots::PlotWidget::viewRangeChanged, scroll, [scroll, &lanes] { follow(*scroll, lanes); });
    QObject::connect(scroll, &QScrollBar::valueChanged, &lanes, [&lanes](int value) {
        lanes.scrollTo(double(value) / kScrollSteps);
    });
    follow(*scroll, lanes);
    return scroll;
}

} // namespace cobench::ui
