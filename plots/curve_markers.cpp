// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/curve_markers.h"

#include "plots/marker.h"

#include <cmath>

namespace cobench::plots {
namespace {

constexpr double kSize = 11.0; // pixels across
constexpr double kReach = 9.0; // pixels from the mouse to a marker

} // namespace

CurveMarkers::CurveMarkers(QCustomPlot* plot)
    : QCPLayerable(plot, QStringLiteral("axes"))
{
}

QRect CurveMarkers::clipRect() const
{
    const int room = static_cast<int>(kSize);
    return mParentPlot->axisRect()->rect().adjusted(-room, -room, room, room);
}

QPointF CurveMarkers::placeOf(const CurveMarker& marker) const
{
    const double y = std::isnan(marker.y) ? mParentPlot->axisRect()->bottom() - kSize / 2.0
                                          : mParentPlot->yAxis->coordToPixel(marker.y);
    return {mParentPlot->xAxis->coordToPixel(marker.x), y};
}

bool CurveMarkers::isInView(const CurveMarker& marker) const
{
    const QPointF place = placeOf(marker);
    return std::isfinite(place.x()) && std::isfinite(place.y())
        && QRectF(mParentPlot->axisRect()->rect()).adjusted(-1, -1, 1, 1).contains(place)
        && m_colourOf(marker.series).has_value();
}

const CurveMarker* CurveMarkers::at(const QPointF& pixel) const
{
    const CurveMarker* nearest = nullptr;
    double best = kReach;
    for (const CurveMarker& marker : m_markers) {
        const QPointF place = placeOf(marker);
        const double distance = std::hypot(place.x() - pixel.x(), place.y() - pixel.y());
        if (!(distance < best) || !isInView(marker))
            continue;
        best = distance;
        nearest = &marker;
    }
    return nearest;
}

QString CurveMarkers::nameAt(std::size_t series, double x) const
{
    for (const CurveMarker& marker : m_markers)
        if (marker.series == series && marker.x == x)
            return marker.name;
    return {};
}

void CurveMarkers::draw(QCPPainter* painter)
{
    for (const CurveMarker& marker : m_markers) {
        if (!isInView(marker))
            continue;
        painter->setPen(QPen(m_theme.background, 1.2));
        painter->setBrush(*m_colourOf(marker.series));
        painter->drawPath(markerPath(marker.shape, kSize).translated(placeOf(marker)));
    }
}

} // namespace cobench::plots
