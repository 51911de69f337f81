// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/nan_last_proxy.h"

#include <cmath>

namespace cobench::ui {

bool NanLastProxy::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const QVariant a = left.data(sortRole());
    const QVariant b = right.data(sortRole());
    if (a.typeId() != QMetaType::Double || b.typeId() != QMetaType::Double)
        return QSortFilterProxyModel::lessThan(left, right);
    const bool noA = std::isnan(a.toDouble());
    const bool noB = std::isnan(b.toDouble());
    if (noA || noB) // the view reverses the answer for descending order
        return noA == noB ? left.row() < right.row() : noB == (sortOrder() == Qt::AscendingOrder);
    return a.toDouble() < b.toDouble();
}

} // namespace cobench::ui
