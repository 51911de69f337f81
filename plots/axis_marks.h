// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/curves.h"

#include <qcustomplot.h>

#include <vector>

namespace cobench::plots {

/// Draws marks behind the data, with the names that have room.
class AxisMarks : public QCPLayerable
{
public:
    explicit AxisMarks(QCustomPlot* plot);

    /// x ascending.
    void setMarks(std::vector<AxisMark> marks) { m_marks = std::move(marks); }
    void setTheme(const PlotTheme& theme) { m_theme = theme; }
    /// Names stand over the chart, which leaves heightAbove() for them, instead of in it.
    void setNamesAbove() { m_namesAbove = true; }
    int heightAbove() const; // pixels

protected:
    QRect clipRect() const override;
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override { painter->setAntialiasing(false); }
    void draw(QCPPainter* painter) override;

private:
    std::vector<AxisMark> m_marks;
    PlotTheme m_theme = PlotTheme::light();
    bool m_namesAbove = false;
};

} // namespace cobench::plots
