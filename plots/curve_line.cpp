// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/curve_line.h"

#include <algorithm>
#include <cmath>

namespace cobench::plots {
namespace {

constexpr std::size_t kPointsPerColumn = 4; // above it, columns of minimum and maximum are drawn

CurvePoints edge(const std::vector<CurvePoint>& points, const std::vector<double>& values)
{
    std::vector<CurvePoint> at;
    at.reserve(values.size());
    for (std::size_t i = 0; i < values.size() && i < points.size(); ++i)
        at.push_back({points[i].x, values[i]});
    return CurvePoints(std::move(at));
}

double leastPositive(const CurvePoints& points)
{
    double least = std::numeric_limits<double>::infinity();
    for (const CurvePoint& point : points.points())
        least = point.y > 0.0 ? std::min(least, point.y) : least;
    return least;
}

} // namespace

CurveLine::CurveLine(QCPAxis* keyAxis, QCPAxis* valueAxis)
    : QCPAbstractPlottable(keyAxis, valueAxis)
{
}

void CurveLine::setPoints(
    std::vector<CurvePoint> points, const std::vector<double>& low, const std::vector<double>& high)
{
    m_low = edge(points, low);
    m_high = edge(points, high);
    m_raw = CurvePoints(std::move(points));
    setSmoothing(m_smoothing);
}

void CurveLine::append(const CurvePoint& point)
{
    m_raw.append(point);
    if (hasSmooth())
        m_smooth.append(m_smoother.next(point));
}

void CurveLine::setSmoothing(const Smoothing& smoothing)
{
    m_smoothing = smoothing;
    m_smoother = Smoother(smoothing);
    m_smooth.clear();
    if (!hasSmooth())
        return;
    for (const CurvePoint& point : m_raw.points())
        m_smooth.append(m_smoother.next(point));
}

QCPRange CurveLine::getKeyRange(bool& found, QCP::SignDomain) const
{
    found = !m_raw.isEmpty();
    return found ? QCPRange(m_raw.points().front().x, m_raw.points().back().x) : QCPRange();
}

QCPRange CurveLine::getValueRange(bool& found, QCP::SignDomain domain, const QCPRange&) const
{
    CurvePoints::Extremes all = m_raw.extremes(0, m_raw.size());
    all.add(m_low.extremes(0, m_low.size()));
    all.add(m_high.extremes(0, m_high.size()));
    found = !all.isEmpty();
    if (!found)
        return {};
    if (domain != QCP::sdPositive || all.low > 0.0)
        return {all.low, all.high};
    found = all.high > 0.0;
    // Log axes need the smallest positive value, which the blocks do not know.
    return {std::min(leastPositive(m_raw), all.high), all.high};
}

bool CurveLine::isDrawable(double value) const
{
    return !std::isnan(value) && (value > 0.0 || valueAxis()->scaleType() != QCPAxis::stLogarithmic);
}

CurveLine::Polygons CurveLine::polylines(const CurvePoints& points, std::size_t first, std::size_t last) const
{
    Polygons lines(1);
    for (std::size_t i = first; i < last; ++i) {
        const CurvePoint& point = points[i];
        if (isDrawable(point.y))
            lines.back() << coordsToPixels(point.x, point.y);
        else if (!lines.back().isEmpty())
            lines.emplace_back();
    }
    return lines;
}

CurveLine::Polygons CurveLine::columns(const CurvePoints& points, std::size_t first, std::size_t last) const
{
    const QRect area = clipRect();
    Polygons lines(1);
    for (int column = area.left() - 1; column <= area.right() + 1 && first < last; ++column) {
        const std::size_t next = points.lowerBound(keyAxis()->pixelToCoord(column + 1.0), first, last);
        const CurvePoints::Extremes found = points.extremes(first, next);
        const bool isGap = next != first && found.isEmpty();
        first = next;
        if (isGap && !lines.back().isEmpty())
            lines.emplace_back();
        if (found.isEmpty() || !isDrawable(found.high))
            continue;
        // Alternating ends keep the joints between columns short.
        const double x = column + 0.5;
        const QPointF low(x, valueAxis()->coordToPixel(isDrawable(found.low) ? found.low : found.high));
        const QPointF high(x, valueAxis()->coordToPixel(found.high));
        if (column % 2 == 0)
            lines.back() << low << high;
        else
            lines.back() << high << low;
    }
    return lines;
}

CurveLine::Polygons CurveLine::polygonsOf(const CurvePoints& points) const
{
    const auto [first, last] = points.inView(keyAxis()->range().lower, keyAxis()->range().upper);
    const bool dense = last - first > kPointsPerColumn * std::size_t(std::max(1, clipRect().width()));
    return dense ? columns(points, first, last) : polylines(points, first, last);
}

void CurveLine::drawLine(QCPPainter& painter, const CurvePoints& points, const QPen& pen) const
{
    painter.setAntialiasing(!m_coarse);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    for (const QPolygonF& line : polygonsOf(points)) {
        if (line.size() == 1) // a point between two gaps
            painter.drawEllipse(line.front(), 1.5, 1.5);
        else
            painter.drawPolyline(line);
    }
}

// The edges have their gaps at the same places, so their pieces belong together.
void CurveLine::paintBand(QCPPainter& painter) const
{
    if (m_low.isEmpty())
        return;
    const Polygons low = polygonsOf(m_low);
    const Polygons high = polygonsOf(m_high);
    painter.setAntialiasing(true);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_bandColor);
    for (std::size_t piece = 0; piece < std::min(low.size(), high.size()); ++piece) {
        QPolygonF outline = high[piece];
        std::reverse_copy(low[piece].begin(), low[piece].end(), std::back_inserter(outline));
        painter.drawPolygon(outline);
    }
}

void CurveLine::paint(QCPPainter& painter) const
{
    paintBand(painter);
    if (hasSmooth())
        drawLine(painter, m_raw, m_backPen);
    drawLine(painter, shown(), mPen);
}

void CurveLine::drawShown(QCPPainter& painter, const QPen& pen) const
{
    drawLine(painter, shown(), pen);
}

void CurveLine::drawLegendIcon(QCPPainter* painter, const QRectF& rect) const
{
    painter->setAntialiasing(true);
    if (!m_low.isEmpty())
        painter->fillRect(rect.adjusted(0, rect.height() / 5, 0, -rect.height() / 5), m_bandColor);
    painter->setPen(mPen);
    painter->drawLine(QLineF(rect.left(), rect.center().y(), rect.right(), rect.center().y()));
}

} // namespace cobench::plots
