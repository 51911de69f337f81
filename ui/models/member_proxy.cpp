// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/member_proxy.h"

#include "ui/models/member_table.h"

#include <cmath>

namespace cobench::ui {

MemberProxy::MemberProxy(QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(MemberTable::SortRole);
    setSortLocaleAware(true);
    setFilterKeyColumn(MemberTable::NameColumn);
    setFilterCaseSensitivity(Qt::CaseInsensitive);
}

void MemberProxy::setNameFilter(const QString& text)
{
    setFilterFixedString(text);
}

bool MemberProxy::showsPoolOrder() const
{
    return (sortColumn() == -1 || sortColumn() == MemberTable::IndexColumn) && sortOrder() == Qt::AscendingOrder;
}

bool MemberProxy::lessThan(const QModelIndex& left, const QModelIndex& right) const
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
