// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/curve_line.h"

#include <algorithm>
#include <cmath>

namespace cobench::plots {
namespace {

constexpr std::size_t kBlock = 16;
constexpr std::size_t kPointsPerColumn = 4; // above it, columns of minimum and maximum are drawn

bool isBefore(const CurvePoint& point, double x)
{
    return point.x < x;
}

} // namespace

void CurveLine::Extremes::add(double value)
{
    if (std::isnan(value))
        return;
    low = std::min(low, value);
    high = std::max(high, value);
}

void CurveLine::Extremes::add(const Extremes& other)
{
    low = std::min(low, other.low);
    high = std::max(high, other.high);
}

CurveLine::CurveLine(QCPAxis* keyAxis, QCPAxis* valueAxis)
    : QCPAbstractPlottable(keyAxis, valueAxis)
{
}

void CurveLine::setPoints(std::vector<CurvePoint> points)
{
    m_points.clear();
    m_levels.clear();
    m_points.reserve(points.size());
    for (const CurvePoint& point : points)
        append(point);
}

void CurveLine::append(const CurvePoint& point)
{
    std::size_t index = m_points.size();
    m_points.push_back(point);
    for (std::size_t level = 0; index >= kBlock || level == 0; ++level) {
        index /= kBlock;
        if (level == m_levels.size()) {
            m_levels.emplace_back();
            if (level > 0) { // a new level begins when the one below has filled its first block
                m_levels[level].emplace_back();
                for (std::size_t block = 0; block < kBlock; ++block)
                    m_levels[level].front().add(m_levels[level - 1][block]);
            }
        }
        if (index >= m_levels[level].size())
            m_levels[level].resize(index + 1);
        m_levels[level][index].add(point.y);
    }
}

// Whole blocks where they fit, single points or smaller blocks at both ends.
CurveLine::Extremes CurveLine::extremes(std::size_t first, std::size_t last) const
{
    Extremes found;
    while (first < last && first % kBlock != 0)
        found.add(m_points[first++].y);
    while (first < last && last % kBlock != 0)
        found.add(m_points[--last].y);
    for (std::size_t level = 0; first < last; ++level) {
        first /= kBlock;
        last /= kBlock;
        const bool top = level + 1 >= m_levels.size();
        while (first < last && (top || first % kBlock != 0))
            found.add(m_levels[level][first++]);
        while (first < last && last % kBlock != 0)
            found.add(m_levels[level][--last]);
    }
    return found;
}

std::size_t CurveLine::nearest(double x) const
{
    const auto after = std::lower_bound(m_points.begin(), m_points.end(), x, isBefore);
    std::size_t right = std::size_t(after - m_points.begin());
    std::size_t left = right;
    while (right < m_points.size() && std::isnan(m_points[right].y))
        ++right;
    while (left > 0 && std::isnan(m_points[left - 1].y))
        --left;
    if (left == 0)
        return right;
    if (right == m_points.size())
        return left - 1;
    return m_points[right].x - x < x - m_points[left - 1].x ? right : left - 1;
}

QCPRange CurveLine::getKeyRange(bool& found, QCP::SignDomain) const
{
    found = !m_points.empty();
    return found ? QCPRange(m_points.front().x, m_points.back().x) : QCPRange();
}

QCPRange CurveLine::getValueRange(bool& found, QCP::SignDomain domain, const QCPRange&) const
{
    const Extremes all = extremes(0, m_points.size());
    found = !all.isEmpty();
    if (!found)
        return {};
    if (domain != QCP::sdPositive || all.low > 0.0)
        return {all.low, all.high};
    double least = all.high; // log axes need the smallest positive value, which the blocks do not know
    for (const CurvePoint& point : m_points)
        least = point.y > 0.0 ? std::min(least, point.y) : least;
    found = all.high > 0.0;
    return {least, all.high};
}

void CurveLine::addPolylines(std::size_t first, std::size_t last, std::vector<QPolygonF>& lines) const
{
    const bool onlyPositive = valueAxis()->scaleType() == QCPAxis::stLogarithmic;
    lines.emplace_back();
    for (std::size_t i = first; i < last; ++i) {
        const CurvePoint& point = m_points[i];
        if (!std::isnan(point.y) && !(onlyPositive && point.y <= 0.0))
            lines.back() << coordsToPixels(point.x, point.y);
        else if (!lines.back().isEmpty())
            lines.emplace_back();
    }
}

void CurveLine::addColumns(std::size_t first, std::size_t last, std::vector<QPolygonF>& lines) const
{
    const QRect area = clipRect();
    lines.emplace_back();
    for (int column = area.left() - 1; column <= area.right() + 1 && first < last; ++column) {
        const double end = keyAxis()->pixelToCoord(column + 1.0);
        const auto next = std::size_t(
            std::lower_bound(
                m_points.begin() + std::ptrdiff_t(first), m_points.begin() + std::ptrdiff_t(last), end, isBefore)
            - m_points.begin());
        const Extremes found = extremes(first, next);
        first = next;
        if (found.isEmpty())
            continue;
        // Alternating ends keep the joints between columns short.
        const double x = column + 0.5;
        const QPointF low(x, valueAxis()->coordToPixel(found.low));
        const QPointF high(x, valueAxis()->coordToPixel(found.high));
        if (column % 2 == 0)
            lines.back() << low << high;
        else
            lines.back() << high << low;
    }
}

void CurveLine::draw(QCPPainter* painter)
{
    const QCPRange view = keyAxis()->range();
    auto begin = std::lower_bound(m_points.begin(), m_points.end(), view.lower, isBefore);
    auto end = std::lower_bound(begin, m_points.end(), view.upper, isBefore);
    begin -= begin != m_points.begin(); // the line enters and leaves the view
    end += end != m_points.end();
    const auto first = std::size_t(begin - m_points.begin());
    const auto last = std::size_t(end - m_points.begin());
    std::vector<QPolygonF> lines;
    if (last - first > kPointsPerColumn * std::size_t(std::max(1, clipRect().width())))
        addColumns(first, last, lines);
    else
        addPolylines(first, last, lines);
    painter->setAntialiasing(!m_coarse);
    painter->setPen(mPen);
    painter->setBrush(Qt::NoBrush);
    for (const QPolygonF& line : lines) {
        if (line.size() == 1) // a point between two gaps
            painter->drawEllipse(line.front(), 1.5, 1.5);
        else
            painter->drawPolyline(line);
    }
}

void CurveLine::drawLegendIcon(QCPPainter* painter, const QRectF& rect) const
{
    painter->setAntialiasing(true);
    painter->setPen(mPen);
    painter->drawLine(QLineF(rect.left(), rect.center().y(), rect.right(), rect.center().y()));
}

} // namespace cobench::plots
