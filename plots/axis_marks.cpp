// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/axis_marks.h"

namespace cobench::plots {
namespace {

constexpr int kBetweenNames = 8; // pixels
constexpr double kLeastDistance = 5.0; // pixels between lines; closer ones are left out together

} // namespace

AxisMarks::AxisMarks(QCustomPlot* plot)
    : QCPLayerable(plot, QStringLiteral("grid"))
{
}

void AxisMarks::draw(QCPPainter* painter)
{
    const QCPAxis& axis = *mParentPlot->xAxis;
    const QRect area = clipRect();
    const QFontMetrics metrics(m_theme.smallFont());
    double lastLine = -1e9;
    double nameFrom = area.left();
    painter->setFont(m_theme.smallFont());
    for (std::size_t i = 0; i < m_marks.size(); ++i) {
        const AxisMark& mark = m_marks[i];
        const double x = axis.coordToPixel(mark.x);
        if (x < area.left() || x > area.right() || x - lastLine < kLeastDistance)
            continue;
        lastLine = x;
        painter->setPen(QPen(m_theme.faint(m_theme.mutedText, 0.55), 1.0, Qt::DotLine));
        painter->drawLine(QLineF(x, area.top(), x, area.bottom()));
        const int width = metrics.horizontalAdvance(mark.name);
        const bool fitsBefore = x - width - 3 >= nameFrom;
        const bool fitsAfter = i + 1 == m_marks.size() && x + 3 + width < area.right();
        if (mark.name.isEmpty() || !(fitsBefore || fitsAfter))
            continue;
        nameFrom = x + kBetweenNames;
        painter->setPen(m_theme.mutedText);
        painter->drawText(
            QPointF(fitsBefore ? x - width - 3 : x + 3, area.top() + metrics.ascent() + 2), mark.name);
    }
}

} // namespace cobench::plots
