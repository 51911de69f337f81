// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/curves.h"

#include <qcustomplot.h>

#include <functional>
#include <vector>

namespace cobench::plots {

/// Draws the places of curves that something is said of, over the lines and in their colours.
class CurveMarkers : public QCPLayerable
{
public:
    explicit CurveMarkers(QCustomPlot* plot);

    void setMarkers(std::vector<CurveMarker> markers);
    const std::vector<CurveMarker>& markers() const { return m_markers; }
    void setTheme(const PlotTheme& theme) { m_theme = theme; }
    /// Colour of a series; none while it is hidden.
    void setColours(std::function<std::optional<QColor>(std::size_t)> colourOf)
    {
        m_colourOf = std::move(colourOf);
    }

    /// Pixel of a marker; one without y stands on the x axis, those of each series in a row of their own.
    QPointF placeOf(const CurveMarker& marker) const;
    /// The nearest shown one that the pointer touches; nullptr when there is none.
    const CurveMarker* at(const QPointF& pixel) const;
    /// What is said of this place of a series; empty when nothing is.
    QString nameAt(std::size_t series, double x) const;

protected:
    QRect clipRect() const override;
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override { painter->setAntialiasing(true); }
    void draw(QCPPainter* painter) override;

private:
    bool isInView(const CurveMarker& marker) const;

    std::vector<CurveMarker> m_markers;
    std::vector<std::size_t> m_rows; // series that have markers on the axis, ascending
    PlotTheme m_theme = PlotTheme::light();
    std::function<std::optional<QColor>(std::size_t)> m_colourOf;
};

} // namespace cobench::plots
