// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/consensus.h"
#include "core/ensemble/metric.h"

#include <QString>

#include <cstddef>
#include <string_view>

namespace cobench::ui {

/// Words of the core, in UTF-8.
inline QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Numbers and names as figures and reports write them, whatever the locale of the machine.
QString count(std::size_t value); // 10,000
QString fixed(double value, int decimals); // "–" for an undefined value
QString percent(double fraction, int decimals = 2); // "91.32 %"

QString idOf(ensemble::Metric metric); // "QS"
QString nameOf(const ensemble::MetricInfo& metric); // "Yule's Q"
QString nameOf(ensemble::Consensus rule); // "Soft-vote"
/// "Yule's Q (QS), low = diverse"
QString axisTitle(const ensemble::MetricInfo& metric);
/// Formula, range and direction in one sentence.
QString explain(const ensemble::MetricInfo& metric);
/// Of the diversity score: "1 − Yule's Q, high = diverse"
QString scoreTitle(const ensemble::MetricInfo& metric);

} // namespace cobench::ui
