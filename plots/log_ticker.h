// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

namespace cobench::plots {

/// Ticks of a logarithmic axis. Their labels tell them apart in a range below a decade, too, and are plain numbers
/// where all are of a readable size.
class LogTicker : public QCPAxisTickerLog
{
protected:
    QVector<QString> createLabelVector(
        const QVector<double>& ticks, const QLocale& locale, QChar format, int precision) override;
};

} // namespace cobench::plots
