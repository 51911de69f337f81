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
    for (std::size_t row = 0; row < m_values.size(); ++row)
        drawBar(*painter, row, withNumbers);
    if (!m_reference)
        return;
    const double x = coordsToPixels(*m_reference, 0).x();
    painter->setPen(QPen(m_theme.text, 1.0, Qt::DashLine));
    painter->drawLine(QLineF(x, clipRect().top(), x, clipRect().bottom()));
}

void BarRows::drawBar(QCPPainter& painter, std::size_t row, bool withNumber) const
{
    const bool defined = !std::isnan(m_values[row]);
    const QPointF first = coordsToPixels(0.0, double(row) - kBarShare / 2);
    const QPointF second = coordsToPixels(defined ? m_values[row] : 0.0, double(row) + kBarShare / 2);
    const QRectF bar = QRectF(first, second).normalized();
    if (defined)
        painter.fillRect(bar, m_colors[row % m_colors.size()]);
    if (!withNumber && defined)
        return;
    const QString text = formatNumber(m_values[row], 3);
    const double width = QFontMetricsF(painter.font()).horizontalAdvance(text);
    const bool fitsOutside = bar.right() + width + 2 * kTextGap <= clipRect().right();
    const bool inside = defined && !fitsOutside;
    painter.setPen(inside ? readableOn(m_colors[row % m_colors.size()]) : m_theme.mutedText);
    painter.drawText(QRectF(inside ? bar.right() - width - kTextGap : bar.right() + kTextGap,
                         bar.top() - 8,
                         width + 1,
                         bar.height() + 16),
        Qt::AlignLeft | Qt::AlignVCenter,
        text);
}

} // namespace cobench::plots
