// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/phrases.h"

#include <QLocale>

#include <cmath>

namespace cobench::ui {

QString count(std::size_t value)
{
    return QLocale(QLocale::English).toString(static_cast<qulonglong>(value));
}

QString fixed(double value, int decimals)
{
    return std::isfinite(value) ? QString::number(value, 'f', decimals) : QStringLiteral("–");
}

QString percent(double fraction, int decimals)
{
    return std::isfinite(fraction) ? QStringLiteral("%1 %").arg(100.0 * fraction, 0, 'f', decimals)
                                   : QStringLiteral("–");
}

QString idOf(ensemble::Metric metric)
{
    return toQString(ensemble::info(metric).id);
}

QString nameOf(const ensemble::MetricInfo& metric)
{
    QString name = toQString(metric.name);
    name[0] = name[0].toUpper();
    return name;
}

QString nameOf(ensemble::Consensus rule)
{
    switch (rule) {
    case ensemble::Consensus::Soft:
        return QStringLiteral("Soft-vote");
    case ensemble::Consensus::WeightedSoft:
        return QStringLiteral("Weighted soft-vote");
    case ensemble::Consensus::Geometric:
        return QStringLiteral("Geometric-mean");
    case ensemble::Consensus::Plurality:
        return QStringLiteral("Plurality");
    case ensemble::Consensus::WeightedPlurality:
        return QStringLiteral("Weighted plurality");
    case ensemble::Consensus::Majority:
        return QStringLiteral("Majority");
    case ensemble::Consensus::Stacking:
        return QStringLiteral("Stacking");
    }
    return {};
}

QString axisTitle(const ensemble::MetricInfo& metric)
{
    return QStringLiteral("%1 (%2), %3 = diverse")
        .arg(nameOf(metric),
            toQString(metric.id),
            metric.lowIsDiverse ? QStringLiteral("low") : QStringLiteral("high"));
}

QString explain(const ensemble::MetricInfo& metric)
{
    return QStringLiteral("%1 (%2) = %3; %4 to %5, %6 values are diverse.")
        .arg(nameOf(metric),
            toQString(metric.id),
            toQString(metric.formula),
            QString::number(metric.low),
            QString::number(metric.high),
            metric.lowIsDiverse ? QStringLiteral("low") : QStringLiteral("high"));
}

QString scoreTitle(const ensemble::MetricInfo& metric)
{
    return metric.lowIsDiverse
        ? QStringLiteral("1 − %1 (%2), high = diverse").arg(nameOf(metric), toQString(metric.id))
        : axisTitle(metric);
}

} // namespace cobench::ui
