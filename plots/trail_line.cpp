// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/trail_line.h"

#include "plots/marker.h"

#include <algorithm>
#include <cmath>

namespace cobench::plots {
namespace {

constexpr double kWidth = 2.2;
constexpr double kHalo = 4.4;
constexpr double kHead = 13.0;
constexpr double kDot = 5.0;
constexpr double kFarthest = 1e5; // pixels; painters lose their way beyond

QPointF tamed(const QPointF& pixel)
{
    const auto tame
        = [](double value) { return std::isnan(value) ? kFarthest : std::clamp(value, -kFarthest, kFarthest); };
    return {tame(pixel.x()), tame(pixel.y())};
}

} // namespace

TrailLine::TrailLine(QCPAxis* keyAxis, QCPAxis* valueAxis)
    : QCPAbstractPlottable(keyAxis, valueAxis)
{
}

void TrailLine::setStyle(const CategoryStyle& style, const QColor& outline)
{
    m_style = style;
    m_outline = outline;
    setPen(style.pen(kWidth));
}

QCPRange TrailLine::getKeyRange(bool& found, QCP::SignDomain) const
{
    found = false;
    return {};
}

QCPRange TrailLine::getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const
{
    found = false;
    return {};
}

void TrailLine::draw(QCPPainter* painter)
{
    if (!m_trail || m_trail->points.empty())
        return;
    const std::size_t last = std::min(m_step, m_trail->points.size() - 1);
    QPolygonF way;
    for (std::size_t i = 0; i <= last; ++i)
        way << tamed(coordsToPixels(m_trail->points[i].x(), m_trail->points[i].y()));
    painter->setAntialiasing(true);
    drawWay(*painter, way);
    if (m_trail->leftAt && *m_trail->leftAt <= last && *m_trail->leftAt > 0)
        drawExit(*painter, way[static_cast<int>(*m_trail->leftAt) - 1]);
    drawHead(*painter, way.last(), kHead);
}

/// Over a halo: a trail must be seen on every colour of the map.
void TrailLine::drawWay(QCPPainter& painter, const QPolygonF& way) const
{
    QColor halo = m_outline;
    halo.setAlphaF(0.75);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(halo, kHalo, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(way);
    painter.setPen(m_style.pen(kWidth));
    painter.drawPolyline(way);
    painter.setPen(QPen(m_outline, 0.8));
    painter.setBrush(m_style.color);
    for (const QPointF& point : way)
        painter.drawEllipse(point, kDot / 2.0, kDot / 2.0);
}

void TrailLine::drawHead(QCPPainter& painter, const QPointF& at, double size) const
{
    painter.setPen(QPen(m_outline, 1.6));
    painter.setBrush(m_style.color);
    painter.drawPath(markerPath(m_style.marker, size).translated(at));
}

void TrailLine::drawExit(QCPPainter& painter, const QPointF& at) const
{
    const double r = 7.0;
    for (const auto& [colour, width] : {std::pair(m_outline, 5.0), std::pair(m_style.color, 2.6)}) {
        painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(QLineF(at.x() - r, at.y() - r, at.x() + r, at.y() + r));
        painter.drawLine(QLineF(at.x() - r, at.y() + r, at.x() + r, at.y() - r));
    }
}

void TrailLine::drawLegendIcon(QCPPainter* painter, const QRectF& rect) const
{
    painter->setAntialiasing(true);
    painter->setPen(m_style.pen(kWidth));
    painter->drawLine(QLineF(rect.left(), rect.center().y(), rect.right(), rect.center().y()));
    drawHead(*painter, rect.center(), 9.0);
}

} // namespace cobench::plots
