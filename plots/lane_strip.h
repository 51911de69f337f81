// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/curve_line.h"
#include "plots/lanes.h"

#include <qcustomplot.h>

namespace cobench::plots {

/// A lane on its plot: the lines with an axis of their own, and where the strip lies on the plot's y axis. Lines
/// and axis are the plot's and go with the strip.
class LaneStrip
{
public:
    /// Takes the points of the lane's series. Names in `hidden` are those of lines not to show.
    LaneStrip(QCustomPlot& plot, double top, Lane& lane, const QSet<QString>& hidden);
    ~LaneStrip();
    LaneStrip(const LaneStrip&) = delete;
    LaneStrip& operator=(const LaneStrip&) = delete;

    double top() const { return m_top; }
    double bottom() const { return m_bottom; }
    double height() const { return m_top - m_bottom; }
    /// Ends of its scale.
    double low() const { return m_low; }
    double high() const { return m_high; }
    const std::vector<CurveLine*>& lines() const { return m_lines; }
    /// Whether there is room for the names of its lines.
    bool hasNames() const { return m_hasNames; }
    void setHasNames(bool has) { m_hasNames = has; }

    void refreshScale(const Lane& lane);
    /// Its axis such that the scale fills the strip, wherever that is in view.
    void followView(const QCPRange& view);
    void applyTheme(const PlotTheme& theme);

private:
    void addLine(const Lane& lane, LaneSeries& series, const QSet<QString>& hidden);
    bool isCrowd() const;

    QCustomPlot& m_plot;
    double m_top;
    double m_bottom;
    double m_low = 0.0;
    double m_high = 1.0;
    QCPAxis* m_axis = nullptr; // invisible
    std::vector<CurveLine*> m_lines;
    bool m_hasNames = false;
};

} // namespace cobench::plots
