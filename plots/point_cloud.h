// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/theme.h"

#include <qcustomplot.h>

#include <span>
#include <vector>

namespace cobench::plots {

/// Markers of one group. Many points become translucent dots counted per pixel: cost is one pass over the points
/// plus one picture, whatever their number.
class PointCloud : public QCPAbstractPlottable
{
public:
    struct Look {
        QColor color;
        QColor outline;
        Marker marker = Marker::Circle;
        double size = 7.0; // pixels
        bool filled = true;
        double outlineWidth = 0.75; // of filled markers
        bool dense = false; // dots by density instead of markers
        QColor legend; // of the legend's icon; invalid = color
    };

    PointCloud(QCPAxis* keyAxis, QCPAxis* valueAxis);

    /// Equal lengths; undefined points are skipped. The caller keeps the memory alive until the next call.
    void setPoints(std::span<const double> x, std::span<const double> y);
    void setLook(const Look& look) { m_look = look; }
    const Look& look() const { return m_look; }

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1.0; }
    QCPRange getKeyRange(bool& found, QCP::SignDomain) const override;
    QCPRange getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const override;

protected:
    void draw(QCPPainter* painter) override;
    void drawLegendIcon(QCPPainter* painter, const QRectF& rect) const override;

private:
    void drawMarkers(QCPPainter& painter) const;
    void drawDensity(QCPPainter& painter) const;
    std::vector<std::uint16_t> countPoints(const QSize& size, const QPointF& origin, int scale) const; // per pixel
    std::vector<std::uint16_t> countDots(const QRect& area, int scale) const;
    void paintMarker(QPainter& painter, const QPainterPath& path) const;
    QImage stamp(const QPainterPath& path, double ratio) const;

    std::span<const double> m_x;
    std::span<const double> m_y;
    Look m_look;
};

} // namespace cobench::plots
