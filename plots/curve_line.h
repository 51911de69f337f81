// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/curve_points.h"
#include "plots/smoothing.h"

#include <qcustomplot.h>

#include <vector>

namespace cobench::plots {

/// One line over ascending x: what was measured, its smoothed form above it, a band around it. Drawing costs about
/// the number of pixel columns, not of points.
class CurveLine : public QCPAbstractPlottable
{
public:
    CurveLine(QCPAxis* keyAxis, QCPAxis* valueAxis);

    /// `low` and `high` are the band's edges at each point, or empty.
    void setPoints(
        std::vector<CurvePoint> points, const std::vector<double>& low = {}, const std::vector<double>& high = {});
    /// Precondition: x not below the last one.
    void append(const CurvePoint& point);
    void setSmoothing(const Smoothing& smoothing);
    bool hasSmooth() const { return m_smoothing.isOn(); }

    const CurvePoints& raw() const { return m_raw; }
    /// The line on top: the smoothed one where there is one.
    const CurvePoints& shown() const { return hasSmooth() ? m_smooth : m_raw; }
    const CurvePoints& bandLow() const { return m_low; }
    const CurvePoints& bandHigh() const { return m_high; }

    /// Pen of the raw line behind a smoothed one, and fill of the band.
    void setBackPen(const QPen& pen) { m_backPen = pen; }
    const QPen& backPen() const { return m_backPen; }
    void setBandColor(const QColor& color) { m_bandColor = color; }
    /// Many lines together are drawn without smooth edges: nobody sees the difference, but everybody the delay.
    void setCoarse(bool coarse) { m_coarse = coarse; }
    /// All of it: band, raw line, line on top. For who draws the lines of a hidden layer.
    void paint(QCPPainter& painter) const;
    void paintBand(QCPPainter& painter) const;
    /// The line on top with another pen, for a highlight.
    void drawShown(QCPPainter& painter, const QPen& pen) const;

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1.0; }
    QCPRange getKeyRange(bool& found, QCP::SignDomain) const override;
    QCPRange getValueRange(bool& found, QCP::SignDomain domain, const QCPRange&) const override;

protected:
    void draw(QCPPainter* painter) override { paint(*painter); }
    void drawLegendIcon(QCPPainter* painter, const QRectF& rect) const override;

private:
    using Polygons = std::vector<QPolygonF>;
    Polygons polygonsOf(const CurvePoints& points) const;
    Polygons polylines(const CurvePoints& points, std::size_t first, std::size_t last) const;
    Polygons columns(const CurvePoints& points, std::size_t first, std::size_t last) const;
    void drawLine(QCPPainter& painter, const CurvePoints& points, const QPen& pen) const;
    bool isDrawable(double value) const;

    CurvePoints m_raw;
    CurvePoints m_smooth;
    CurvePoints m_low;
    CurvePoints m_high;
    Smoothing m_smoothing;
    Smoother m_smoother{Smoothing{}};
    QPen m_backPen;
    QColor m_bandColor;
    bool m_coarse = false;
};

} // namespace cobench::plots
