// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/curve_markers.h"

#include "plots/marker.h"

#include <algorithm>
#include <cmath>

namespace cobench::plots {
namespace {

constexpr double kSize = 10.0; // pixels across
constexpr double kAxisSize = 7.0; // of those on the axis, which stand close together
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

void CurveMarkers::setMarkers(std::vector<CurveMarker> markers)
{
    m_markers = std::move(markers);
    m_rows.clear();
    for (const CurveMarker& marker : m_markers)
        if (std::isnan(marker.y))
            m_rows.push_back(marker.series);
    std::sort(m_rows.begin(), m_rows.end());
    m_rows.erase(std::unique(m_rows.begin(), m_rows.end()), m_rows.end());
}

QPointF CurveMarkers::placeOf(const CurveMarker& marker) const
{
    const double x = mParentPlot->xAxis->coordToPixel(marker.x);
    if (!std::isnan(marker.y))
        return {x, mParentPlot->yAxis->coordToPixel(marker.y)};
    const auto row = std::lower_bound(m_rows.begin(), m_rows.end(), marker.series) - m_rows.begin();
    return {x, mParentPlot->axisRect()->bottom() - kAxisSize * (0.7 + 1.2 * static_cast<double>(row))};
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
        const double size = std::isnan(marker.y) ? kAxisSize : kSize;
        painter->drawPath(markerPath(marker.shape, size).translated(placeOf(marker)));
    }
}

} // namespace cobench::plots
