// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/label_ticker.h"

#include <cmath>

namespace cobench::plots {

bool LabelTicker::fit(double spacing, double extent)
{
    const int step = spacing > 0.0 ? std::max(1, int(std::ceil(extent / spacing))) : 1;
    return std::exchange(m_step, step) != step;
}

bool LabelTicker::setElision(const QFont& font, int width)
{
    m_font = font;
    return std::exchange(m_width, width) != width;
}

QString LabelTicker::shown(const QString& label) const
{
    return m_width > 0 ? QFontMetrics(m_font).elidedText(label, Qt::ElideMiddle, m_width) : label;
}

double LabelTicker::widest(const QFont& font) const
{
    const QFontMetricsF metrics(font);
    double widest = 0.0;
    for (const QString& label : m_labels)
        widest = std::max(widest, metrics.horizontalAdvance(shown(label)));
    return widest;
}

QVector<double> LabelTicker::createTickVector(double, const QCPRange& range)
{
    QVector<double> ticks;
    const int last = std::min(int(m_labels.size()) - 1, int(std::floor(range.upper)));
    const int first = std::max(0, int(std::ceil(range.lower)));
    for (int i = (first + m_step - 1) / m_step * m_step; i <= last; i += m_step)
        ticks.append(i);
    return ticks;
}

QVector<QString> LabelTicker::createLabelVector(const QVector<double>& ticks, const QLocale&, QChar, int)
{
    QVector<QString> labels;
    labels.reserve(ticks.size());
    for (const double tick : ticks)
        labels.append(shown(m_labels[std::size_t(tick)]));
    return labels;
}

} // namespace cobench::plots
