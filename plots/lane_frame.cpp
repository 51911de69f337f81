// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/lane_frame.h"

#include "plots/lanes.h"

namespace cobench::plots {
namespace {

constexpr double kBarShare = 0.55; // of the background's way to the colour
constexpr int kInset = 8; // pixels
constexpr double kSplit = 4.0; // pixels of a bar that stays apart from the next one
constexpr double kMargin = 0.12; // of a lane's height, above and below a bar

} // namespace

LaneFrame::LaneFrame(QCustomPlot* plot)
    : QCPLayerable(plot, QStringLiteral("grid"))
{
}

void LaneFrame::draw(QCPPainter* painter)
{
    const QRect area = mParentPlot->axisRect()->rect();
    painter->setFont(m_theme.smallFont());
    for (const Place& place : m_places) {
        const double top = mParentPlot->yAxis->coordToPixel(place.top);
        const double bottom = mParentPlot->yAxis->coordToPixel(place.bottom);
        if (bottom < area.top() || top > area.bottom())
            continue;
        drawNames(*painter, place, (top + bottom) / 2.0);
        painter->setClipRect(area);
        painter->setPen(QPen(m_theme.grid, 1.0));
        painter->drawLine(QLineF(area.left(), bottom, area.right(), bottom));
        drawStates(*painter, place, top, bottom);
        if (!place.missing.isEmpty()) {
            painter->setPen(m_theme.mutedText);
            const QRectF line(area.left() + kInset, top, area.width() - 2 * kInset, bottom - top);
            painter->drawText(line,
                Qt::AlignVCenter | Qt::AlignLeft,
                painter->fontMetrics().elidedText(place.missing, Qt::ElideRight, int(line.width())));
        }
        painter->setClipping(false);
    }
}

/// Under the lane's title, as far as there is room.
void LaneFrame::drawNames(QCPPainter& painter, const Place& place, double middle) const
{
    const QRect area = mParentPlot->axisRect()->rect();
    const QFontMetrics metrics = painter.fontMetrics();
    if (middle < area.top() || middle + metrics.height() > area.bottom())
        return;
    double right = area.left() - kInset;
    for (auto name = place.names.rbegin(); name != place.names.rend(); ++name) {
        const int width = metrics.horizontalAdvance(name->first);
        if (right - width < kInset)
            return;
        painter.setPen(name->second);
        painter.drawText(QPointF(right - width, middle + metrics.ascent()), name->first);
        right -= width + kInset;
    }
}

void LaneFrame::drawStates(QCPPainter& painter, const Place& place, double top, double bottom) const
{
    if (!place.states)
        return;
    const QRect area = mParentPlot->axisRect()->rect();
    const double margin = kMargin * (bottom - top);
    for (auto at = place.states->begin(); at != place.states->end(); ++at) {
        const LaneState& state = *at;
        const double left = std::max<double>(area.left(), mParentPlot->xAxis->coordToPixel(state.from));
        const double right = std::min<double>(area.right(), mParentPlot->xAxis->coordToPixel(state.to));
        if (right < area.left() || left > area.right())
            continue;
        const QRectF bar(left, top + margin, std::max(1.0, right - left), bottom - top - 2 * margin);
        const QColor fill = m_theme.faint(m_theme.category(state.category).color, kBarShare);
        painter.fillRect(bar.width() > kSplit ? bar.adjusted(0.0, 0.0, -1.0, 0.0) : bar, fill);
        // The next one may begin before this one ends, and is drawn over it.
        QRectF seen = bar;
        if (const auto next = at + 1; next != place.states->end())
            seen.setRight(std::clamp(mParentPlot->xAxis->coordToPixel(next->from), bar.left(), bar.right()));
        if (painter.fontMetrics().horizontalAdvance(state.name) + 6 > seen.width())
            continue;
        painter.setPen(readableOn(fill));
        painter.drawText(seen, Qt::AlignCenter, state.name);
    }
}

} // namespace cobench::plots
