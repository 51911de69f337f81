// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_table.h"

#include <QVariant>

#include <cmath>

namespace cobench::ui {

/// What data() says of a cell that shows `value` in this role. Numbers are doubles and stand to the right,
/// undefined ones as "–"; Qt::UserRole is the value itself, for sorting and exports.
inline QVariant figureCell(int role, QVariant value)
{
    const bool isNumber = value.typeId() == QMetaType::Double;
    switch (role) {
    case Qt::DisplayRole:
        if (!isNumber)
            return value;
        return std::isnan(value.toDouble()) ? QStringLiteral("–") : plots::formatNumber(value.toDouble(), 4);
    case Qt::UserRole:
        return value;
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

} // namespace cobench::ui
