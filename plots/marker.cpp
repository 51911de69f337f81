// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/marker.h"

#include <QPolygonF>
#include <QTransform>

#include <cmath>
#include <numbers>

namespace cobench::plots {
namespace {

constexpr double kPi = std::numbers::pi;

// Corners alternate between two radii; equal radii give a regular polygon.
QPainterPath star(int corners, double outer, double inner, double turn)
{
    QPolygonF polygon;
    for (int i = 0; i < 2 * corners; ++i) {
        const double angle = turn + kPi * i / corners;
        const double radius = i % 2 == 0 ? outer : inner;
        polygon << QPointF(radius * std::cos(angle), radius * std::sin(angle));
    }
    QPainterPath path;
    path.addPolygon(polygon);
    path.closeSubpath();
    return path;
}

QPainterPath triangle(double radius, double turn)
{
    return star(3, radius, radius / 2, turn);
}

QPainterPath plus(double radius)
{
    const double arm = radius / 3;
    QPainterPath path;
    path.addRect(-radius, -arm, 2 * radius, 2 * arm);
    QPainterPath upright;
    upright.addRect(-arm, -radius, 2 * arm, 2 * radius);
    return path.united(upright);
}

} // namespace

// Radii are chosen so that all markers cover about the same area.
QPainterPath markerPath(Marker marker, double size)
{
    const double radius = size / 2;
    QPainterPath path;
    switch (marker) {
    case Marker::Circle:
        path.addEllipse(QPointF(), radius, radius);
        return path;
    case Marker::Square:
        path.addRect(-0.88 * radius, -0.88 * radius, 1.76 * radius, 1.76 * radius);
        return path;
    case Marker::Diamond:
        return star(2, 1.2 * radius, 1.2 * radius, 0);
    case Marker::Triangle:
        return triangle(1.3 * radius, -kPi / 2);
    case Marker::TriangleDown:
        return triangle(1.3 * radius, kPi / 2);
    case Marker::Cross:
        return QTransform().rotate(45).map(plus(1.15 * radius));
    case Marker::Plus:
        return plus(1.15 * radius);
    case Marker::Star:
        break;
    }
    return star(5, 1.3 * radius, 0.55 * radius, -kPi / 2);
}

} // namespace cobench::plots
