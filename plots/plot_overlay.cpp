// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/plot_overlay.h"

namespace cobench::plots {
namespace {

using namespace Qt::StringLiterals;

constexpr int kPadding = 6;
constexpr int kDistance = 12; // read-out to cursor

QString coordinates(const QPointF& place)
{
    return u"(%1, %2)"_s.arg(formatNumber(place.x()), formatNumber(place.y()));
}

QPointF inside(const QRectF& limits, QPointF corner, const QSizeF& size)
{
    corner.setX(std::clamp(corner.x(), limits.left(), std::max(limits.left(), limits.right() - size.width())));
    corner.setY(std::clamp(corner.y(), limits.top(), std::max(limits.top(), limits.bottom() - size.height())));
    return corner;
}

} // namespace

PlotOverlay::PlotOverlay(QCustomPlot* plot, const QString& layer)
    : QCPLayerable(plot, layer)
{
}

void PlotOverlay::setReadOut(std::optional<ReadOut> readOut)
{
    if (!readOut && !m_readOut)
        return;
    m_readOut = std::move(readOut);
    refresh();
}

void PlotOverlay::setCursor(std::size_t which, const QPointF& place)
{
    m_cursors[which] = place;
    refresh();
}

void PlotOverlay::clearCursors()
{
    m_cursors = {};
    refresh();
}

void PlotOverlay::setFocusShown(bool shown)
{
    m_focusShown = shown;
    refresh();
}

QString PlotOverlay::cursorText() const
{
    QStringList parts;
    for (std::size_t i = 0; i < m_cursors.size(); ++i) {
        if (m_cursors[i])
            parts += QString(QChar(u'A' + char16_t(i))) + u' ' + coordinates(*m_cursors[i]);
    }
    if (m_cursors[0] && m_cursors[1]) {
        const QPointF difference = *m_cursors[1] - *m_cursors[0];
        parts += u"Δx %1   Δy %2"_s.arg(formatNumber(difference.x()), formatNumber(difference.y()));
    }
    return parts.join(u"   "_s);
}

void PlotOverlay::draw(QCPPainter* painter)
{
    drawCursors(*painter);
    if (!m_transientShown)
        return;
    if (m_marks)
        m_marks(*painter);
    if (m_readOut)
        drawCrosshair(*painter);
    if (m_focusShown) {
        painter->setPen(QPen(m_theme.accent, 1.0));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(mParentPlot->viewport()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void PlotOverlay::drawCrosshair(QCPPainter& painter) const
{
    const QRectF area = mParentPlot->axisRect()->rect();
    const QPointF anchor = m_readOut->anchor;
    painter.setPen(QPen(m_theme.mutedText, 1.0, Qt::DotLine));
    painter.setBrush(Qt::NoBrush);
    if (!m_readOut->frame.isEmpty()) {
        painter.setPen(QPen(m_theme.text, 1.5));
        painter.drawRect(m_readOut->frame);
    } else if (area.contains(anchor)) {
        painter.drawLine(QLineF(area.left(), anchor.y(), area.right(), anchor.y()));
        painter.drawLine(QLineF(anchor.x(), area.top(), anchor.x(), area.bottom()));
    }
    drawPanel(painter, m_readOut->text, anchor + QPointF(kDistance, kDistance));
}

void PlotOverlay::drawPanel(QCPPainter& painter, const QString& text, const QPointF& anchor) const
{
    if (text.isEmpty())
        return;
    const QFont font = m_theme.smallFont();
    const QSizeF size = QFontMetricsF(font).boundingRect(QRectF(0, 0, 600, 600), 0, text).size()
        + QSizeF(2 * kPadding, 2 * kPadding);
    const QRectF box(inside(mParentPlot->viewport(), anchor, size), size);
    painter.setPen(QPen(m_theme.axis, 1.0));
    painter.setBrush(m_theme.panel);
    painter.drawRoundedRect(box, 3, 3);
    painter.setPen(m_theme.text);
    painter.setFont(font);
    painter.drawText(box.adjusted(kPadding, kPadding, kPadding, kPadding), Qt::AlignLeft | Qt::AlignTop, text);
}

void PlotOverlay::drawCursors(QCPPainter& painter) const
{
    const QRectF area = mParentPlot->axisRect()->rect();
    painter.setFont(m_theme.smallFont());
    for (std::size_t i = 0; i < m_cursors.size(); ++i) {
        if (!m_cursors[i])
            continue;
        const double x = mParentPlot->xAxis->coordToPixel(m_cursors[i]->x());
        if (x < area.left() || x > area.right())
            continue;
        painter.setPen(QPen(m_theme.selection, 1.0, i == 0 ? Qt::SolidLine : Qt::DashLine));
        painter.drawLine(QLineF(x, area.top(), x, area.bottom()));
        painter.drawText(QPointF(x + 3, area.bottom() - 4), QString(QChar(u'A' + char16_t(i))));
    }
    drawPanel(painter, cursorText(), area.topLeft() + QPointF(kPadding, kPadding));
}

} // namespace cobench::plots
