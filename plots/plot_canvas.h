// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

#include <utility>

namespace cobench::plots {

/// QCustomPlot whose layout can be made on demand, for a size that is not the widget's, and that replots when it is
/// painted: any number of changes costs one replot, and what nobody sees costs none.
class PlotCanvas : public QCustomPlot
{
public:
    using QCustomPlot::QCustomPlot;
    using QCustomPlot::updateLayout;

    void invalidate()
    {
        m_stale = true;
        update();
    }

protected:
    void resizeEvent(QResizeEvent*) override
    {
        setViewport(rect());
        invalidate();
    }
    void paintEvent(QPaintEvent* event) override
    {
        if (std::exchange(m_stale, false)) {
            // It is being painted: asking for another paint would be one too many.
            setAttribute(Qt::WA_UpdatesDisabled);
            replot(rpQueuedRefresh);
            setAttribute(Qt::WA_UpdatesDisabled, false);
        }
        QCustomPlot::paintEvent(event);
    }

private:
    bool m_stale = true;
};

} // namespace cobench::plots
