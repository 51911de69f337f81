// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_widget.h"

#include <limits>

class QCPAxis;

namespace cobench::plots {

void styleAxis(QCPAxis* axis, const PlotTheme& theme);

/// Gathers values and tells which span shows them all. Undefined values are ignored.
class SpanFinder
{
public:
    void add(double value);
    bool isEmpty() const { return !(m_low <= m_high); }
    bool isPositive() const { return isEmpty() || m_low > 0.0; }
    /// With a margin of 4 % on both sides; on a log axis only the positive values count. [0, 1] for no value.
    AxisSpan padded(bool logarithmic) const;

private:
    double m_low = std::numeric_limits<double>::infinity();
    double m_high = -std::numeric_limits<double>::infinity();
    double m_leastPositive = std::numeric_limits<double>::infinity();
};

} // namespace cobench::plots
