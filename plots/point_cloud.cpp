// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/point_cloud.h"

#include "plots/marker.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace cobench::plots {
namespace {

constexpr double kDotAlpha = 0.45; // of one dot; several on one pixel add up
constexpr double kDotRadius = 1.3; // pixels
constexpr int kExportScale = 2; // dots are drawn finer for print

std::vector<QPoint> disc(double radius)
{
    std::vector<QPoint> offsets;
    const int reach = int(radius);
    for (int y = -reach; y <= reach; ++y) {
        for (int x = -reach; x <= reach; ++x) {
            if (x * x + y * y <= radius * radius)
                offsets.emplace_back(x, y);
        }
    }
    return offsets;
}

/// Pixels along a linear axis, from `origin` on.
class PixelLine
{
public:
    PixelLine(const QCPAxis& axis, double origin, double scale)
        : m_factor((axis.coordToPixel(axis.range().upper) - axis.coordToPixel(axis.range().lower))
            / axis.range().size() * scale)
        , m_offset((axis.coordToPixel(axis.range().lower) - origin) * scale - m_factor * axis.range().lower)
    {
    }
    double at(double value) const { return m_factor * value + m_offset; }

private:
    double m_factor;
    double m_offset;
};

bool isExport(const QCPPainter& painter)
{
    return painter.modes().testFlag(QCPPainter::pmNoCaching);
}

QCPRange rangeOf(std::span<const double> values, bool& found)
{
    QCPRange range(std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity());
    for (const double value : values) {
        if (std::isfinite(value))
            range.expand(value);
    }
    found = range.lower <= range.upper;
    return range;
}

} // namespace

PointCloud::PointCloud(QCPAxis* keyAxis, QCPAxis* valueAxis)
    : QCPAbstractPlottable(keyAxis, valueAxis)
{
}

void PointCloud::setPoints(std::span<const double> x, std::span<const double> y)
{
    m_x = x;
    m_y = y;
}

QCPRange PointCloud::getKeyRange(bool& found, QCP::SignDomain) const
{
    return rangeOf(m_x, found);
}

QCPRange PointCloud::getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const
{
    return rangeOf(m_y, found);
}

void PointCloud::draw(QCPPainter* painter)
{
    if (m_look.dense)
        drawDensity(*painter);
    else
        drawMarkers(*painter);
}

void PointCloud::paintMarker(QPainter& painter, const QPainterPath& path) const
{
    painter.setPen(QPen(m_look.outline, m_look.filled ? m_look.outlineWidth : 1.8));
    painter.setBrush(m_look.filled ? QBrush(m_look.color) : QBrush(Qt::NoBrush));
    painter.drawPath(path);
}

QImage PointCloud::stamp(const QPainterPath& path, double ratio) const
{
    const int side = int(std::ceil(m_look.size * 1.6 + 4.0));
    QImage image(QSize(side, side) * ratio, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(side / 2.0, side / 2.0);
    paintMarker(painter, path);
    return image;
}

void PointCloud::drawMarkers(QCPPainter& painter) const
{
    const QPainterPath path = markerPath(m_look.marker, m_look.size);
    const QRectF area = QRectF(clipRect()).adjusted(-m_look.size, -m_look.size, m_look.size, m_look.size);
    const bool shapes = isExport(painter);
    const QImage image = shapes ? QImage() : stamp(path, parentPlot()->bufferDevicePixelRatio());
    const QPointF middle(image.deviceIndependentSize().width() / 2, image.deviceIndependentSize().height() / 2);
    painter.setAntialiasing(true);
    for (std::size_t i = 0; i < m_x.size(); ++i) {
        if (!std::isfinite(m_x[i]) || !std::isfinite(m_y[i]))
            continue;
        const QPointF pixel = coordsToPixels(m_x[i], m_y[i]);
        if (!area.contains(pixel))
            continue;
        if (shapes)
            paintMarker(painter, path.translated(pixel));
        else
            painter.drawImage(pixel - middle, image);
    }
}

std::vector<std::uint16_t> PointCloud::countPoints(const QSize& size, const QPointF& origin, int scale) const
{
    std::vector<std::uint16_t> counts(std::size_t(size.width()) * std::size_t(size.height()), 0);
    const auto add = [&](double x, double y) {
        if (!(x >= 0.0 && y >= 0.0 && x < size.width() && y < size.height())) // also undefined ones
            return;
        std::uint16_t& count = counts[std::size_t(y) * std::size_t(size.width()) + std::size_t(x)];
        count = std::uint16_t(count + (count < std::numeric_limits<std::uint16_t>::max() ? 1 : 0));
    };
    if (mKeyAxis->scaleType() == QCPAxis::stLinear && mValueAxis->scaleType() == QCPAxis::stLinear) {
        const PixelLine x(*mKeyAxis, origin.x(), scale);
        const PixelLine y(*mValueAxis, origin.y(), scale);
        for (std::size_t i = 0; i < m_x.size(); ++i)
            add(x.at(m_x[i]), y.at(m_y[i]));
    } else {
        for (std::size_t i = 0; i < m_x.size(); ++i) {
            const QPointF pixel = (coordsToPixels(m_x[i], m_y[i]) - origin) * scale;
            add(pixel.x(), pixel.y());
        }
    }
    return counts;
}

/// Points become dots of more than one pixel.
std::vector<std::uint16_t> PointCloud::countDots(const QRect& area, int scale) const
{
    const QSize size = area.size() * scale;
    const std::vector<std::uint16_t> points = countPoints(size, area.topLeft(), scale);
    std::vector<std::uint16_t> counts(points.size(), 0);
    const std::vector<QPoint> offsets = disc(kDotRadius * scale);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x) {
            const int here = points[std::size_t(y) * std::size_t(size.width()) + std::size_t(x)];
            if (here == 0)
                continue;
            for (const QPoint& offset : offsets) {
                const int toX = x + offset.x();
                const int toY = y + offset.y();
                if (toX < 0 || toY < 0 || toX >= size.width() || toY >= size.height())
                    continue;
                auto& count = counts[std::size_t(toY) * std::size_t(size.width()) + std::size_t(toX)];
                count = std::uint16_t(std::min<int>(count + here, std::numeric_limits<std::uint16_t>::max()));
            }
        }
    }
    return counts;
}

void PointCloud::drawDensity(QCPPainter& painter) const
{
    const QRect area = clipRect();
    const int scale = isExport(painter) ? kExportScale : std::max(1, int(parentPlot()->bufferDevicePixelRatio()));
    if (area.isEmpty())
        return;
    std::array<QRgb, 16> shades{};
    for (std::size_t count = 1; count < shades.size(); ++count) {
        QColor shade = m_look.color;
        shade.setAlphaF(float(1.0 - std::pow(1.0 - kDotAlpha, double(count))));
        shades[count] = qPremultiply(shade.rgba());
    }
    const std::vector<std::uint16_t> counts = countDots(area, scale);
    QImage image(area.size() * scale, QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < image.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        const std::uint16_t* row = counts.data() + std::size_t(y) * std::size_t(image.width());
        std::transform(row, row + image.width(), line, [&](std::uint16_t count) {
            return shades[std::min<std::size_t>(count, shades.size() - 1)];
        });
    }
    painter.drawImage(QRectF(area), image);
}

void PointCloud::drawLegendIcon(QCPPainter* painter, const QRectF& rect) const
{
    painter->setAntialiasing(true);
    Look look = m_look;
    painter->save();
    painter->translate(rect.center());
    const bool isFilled = look.filled || look.dense;
    painter->setPen(QPen(look.outline, isFilled ? 0.75 : 1.5));
    painter->setBrush(isFilled ? QBrush(look.legend.isValid() ? look.legend : look.color) : QBrush(Qt::NoBrush));
    painter->drawPath(markerPath(look.dense ? Marker::Circle : look.marker, 9.0));
    painter->restore();
}

} // namespace cobench::plots
