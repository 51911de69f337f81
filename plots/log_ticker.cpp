// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/log_ticker.h"

#include <algorithm>

namespace cobench::plots {

namespace {

constexpr int kDigits = 5;
constexpr double kLeastPlain = 1e-3;
constexpr double kMostPlain = 1e5;

/// "2.5e-05", with no more digits than it needs; the axis draws it as a power of ten.
QString asPower(double value)
{
    const QString text = QString::number(value, 'e', kDigits - 1);
    const qsizetype exponent = text.indexOf(QLatin1Char('e'));
    QString digits = text.left(exponent);
    while (digits.endsWith(QLatin1Char('0')))
        digits.chop(1);
    if (digits.endsWith(QLatin1Char('.')))
        digits.chop(1);
    return digits + text.mid(exponent);
}

} // namespace

QVector<QString> LogTicker::createLabelVector(const QVector<double>& ticks, const QLocale& locale, QChar, int)
{
    const bool arePlain
        = std::ranges::all_of(ticks, [](double tick) { return tick >= kLeastPlain * 0.999 && tick < kMostPlain; });
    QVector<QString> labels;
    labels.reserve(ticks.size());
    for (const double tick : ticks)
        labels += arePlain ? locale.toString(tick, 'g', kDigits) : asPower(tick);
    return labels;
}

} // namespace cobench::plots
