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

int AxisMarks::heightAbove() const
{
    return m_namesAbove && !m_marks.empty() ? QFontMetrics(m_theme.smallFont()).height() : 0;
}

QRect AxisMarks::clipRect() const
{
    return mParentPlot->axisRect()->rect().adjusted(0, -heightAbove(), 0, 0);
}

void AxisMarks::draw(QCPPainter* painter)
{
    const QCPAxis& axis = *mParentPlot->xAxis;
    const QRect area = mParentPlot->axisRect()->rect();
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
        const int baseline = m_namesAbove ? -metrics.descent() : metrics.ascent() + 2;
        painter->drawText(QPointF(fitsBefore ? x - width - 3 : x + 3, area.top() + baseline), mark.name);
    }
}

} // namespace cobench::plots
