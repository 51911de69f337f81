// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/bar_rows.h"

#include "plots/plot_table.h"

#include <cmath>

namespace cobench::plots {
namespace {

constexpr double kBarShare = 0.72; // of a row's height
constexpr double kTextGap = 4.0;

} // namespace

BarRows::BarRows(QCPAxis* keyAxis, QCPAxis* valueAxis)
    : QCPAbstractPlottable(keyAxis, valueAxis)
{
}

void BarRows::setBars(std::vector<double> values, std::vector<QColor> colors)
{
    m_values = std::move(values);
    m_colors = std::move(colors);
}

QCPRange BarRows::getKeyRange(bool& found, QCP::SignDomain) const
{
    QCPRange range(0.0, 0.0);
    for (const double value : m_values) {
        if (!std::isnan(value))
            range.expand(value);
    }
    found = !m_values.empty();
    return range;
}

QCPRange BarRows::getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const
{
    found = !m_values.empty();
    return {-0.5, double(m_values.size()) - 0.5};
}

void BarRows::draw(QCPPainter* painter)
{
    const double rowHeight = std::abs(coordsToPixels(0, 1).y() - coordsToPixels(0, 0).y());
    const bool withNumbers = rowHeight >= QFontMetricsF(m_theme.smallFont()).height();
    painter->setAntialiasing(false);
    painter->setFont(m_theme.smallFont());
    for (std::size_t row = 0; row < m_values.size(); ++row) {
        if (!std::isnan(m_values[row]))
            painter->fillRect(barRect(row), colorOf(row));
    }
    if (m_reference) {
        const double x = coordsToPixels(*m_reference, 0).x();
        painter->setPen(QPen(m_theme.text, 1.0, Qt::DashLine));
        painter->drawLine(QLineF(x, clipRect().top(), x, clipRect().bottom()));
    }
    for (std::size_t row = 0; withNumbers && row < m_values.size(); ++row)
        drawNumber(*painter, row);
}

QRectF BarRows::barRect(std::size_t row) const
{
    const double value = std::isnan(m_values[row]) ? 0.0 : m_values[row];
    const QPointF first = coordsToPixels(0.0, double(row) - kBarShare / 2);
    return QRectF(first, coordsToPixels(value, double(row) + kBarShare / 2)).normalized();
}

void BarRows::drawNumber(QCPPainter& painter, std::size_t row) const
{
    const QRectF bar = barRect(row);
    const QString text = formatNumber(m_values[row], 3);
    const QSizeF size(QFontMetricsF(painter.font()).horizontalAdvance(text) + 2 * kTextGap,
        QFontMetricsF(painter.font()).height());
    const bool inside = !std::isnan(m_values[row]) && bar.right() + size.width() > clipRect().right();
    const QColor ground = inside ? colorOf(row) : m_theme.background;
    const QRectF area(
        QPointF(inside ? bar.right() - size.width() : bar.right() + 1, bar.center().y() - size.height() / 2), size);
    painter.fillRect(area, ground); // the reference line must not cross the digits
    painter.setPen(inside ? readableOn(ground) : m_theme.mutedText);
    painter.drawText(area, Qt::AlignCenter, text);
}

} // namespace cobench::plots
