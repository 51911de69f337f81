// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/curves.h"

#include <qcustomplot.h>

#include <cstddef>
#include <limits>
#include <vector>

namespace cobench::plots {

/// One line over ascending x. Keeps minima and maxima of blocks, blocks of blocks, …, so that drawing costs about
/// the number of pixel columns, not of points, and a new point costs the same whatever came before.
class CurveLine : public QCPAbstractPlottable
{
public:
    CurveLine(QCPAxis* keyAxis, QCPAxis* valueAxis);

    void setPoints(std::vector<CurvePoint> points);
    /// Precondition: x not below the last one.
    void append(const CurvePoint& point);
    const std::vector<CurvePoint>& points() const { return m_points; }
    /// Many lines together are drawn without smooth edges: nobody sees the difference, but everybody the delay.
    void setCoarse(bool coarse) { m_coarse = coarse; }

    /// Index of the defined point whose x is nearest; size() when there is none.
    std::size_t nearest(double x) const;

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1.0; }
    QCPRange getKeyRange(bool& found, QCP::SignDomain) const override;
    QCPRange getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const override;

protected:
    void draw(QCPPainter* painter) override;
    void drawLegendIcon(QCPPainter* painter, const QRectF& rect) const override;

private:
    struct Extremes {
        double low = std::numeric_limits<double>::infinity();
        double high = -std::numeric_limits<double>::infinity();
        void add(double value);
        void add(const Extremes& other);
        bool isEmpty() const { return !(low <= high); }
    };
    Extremes extremes(std::size_t first, std::size_t last) const;
    void addPolylines(std::size_t first, std::size_t last, std::vector<QPolygonF>& lines) const;
    void addColumns(std::size_t first, std::size_t last, std::vector<QPolygonF>& lines) const;

    std::vector<CurvePoint> m_points;
    std::vector<std::vector<Extremes>> m_levels; // level k: blocks of kBlock^(k+1) points
    bool m_coarse = false;
};

} // namespace cobench::plots
