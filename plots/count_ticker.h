// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

namespace cobench::plots {

/// Ticks of an axis that counts: whole numbers only.
class CountTicker : public QCPAxisTicker
{
protected:
    double getTickStep(const QCPRange& range) override { return std::max(1.0, QCPAxisTicker::getTickStep(range)); }
    int getSubTickCount(double step) override { return step > 1.0 ? QCPAxisTicker::getSubTickCount(step) : 0; }
};

} // namespace cobench::plots
