// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/axis_style.h"

#include <qcustomplot.h>

#include <cmath>

namespace cobench::plots {
namespace {

constexpr double kMargin = 0.04;
constexpr int kLabelPadding = 5;

} // namespace

void styleAxis(QCPAxis* axis, const PlotTheme& theme)
{
    const QPen pen(theme.axis, 1.0);
    axis->setBasePen(pen);
    axis->setTickPen(pen);
    axis->setSubTickPen(pen);
    axis->setLabelFont(theme.font);
    axis->setLabelColor(theme.text);
    axis->setTickLabelFont(theme.smallFont());
    axis->setTickLabelColor(theme.mutedText);
    axis->setTickLabelPadding(kLabelPadding);
    axis->grid()->setPen(QPen(theme.grid, 1.0));
    axis->grid()->setZeroLinePen(QPen(theme.grid, 1.0));
}

void SpanFinder::add(double value)
{
    if (!std::isfinite(value))
        return;
    m_low = std::min(m_low, value);
    m_high = std::max(m_high, value);
    if (value > 0.0)
        m_leastPositive = std::min(m_leastPositive, value);
}

AxisSpan SpanFinder::padded(bool logarithmic) const
{
    if (isEmpty())
        return {};
    if (logarithmic && m_high > 0.0) {
        const double factor = std::pow(std::max(m_high / m_leastPositive, 1.5), kMargin);
        return {m_leastPositive / factor, m_high * factor};
    }
    const double length = m_high - m_low;
    const double margin = length > 0.0 ? kMargin * length : std::max(0.05 * std::abs(m_low), 1e-6);
    return {m_low - margin, m_high + margin};
}

} // namespace cobench::plots
