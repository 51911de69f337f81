// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/member_proxy.h"

#include "ui/models/member_table.h"

namespace cobench::ui {

MemberProxy::MemberProxy(QObject* parent)
    : NanLastProxy(parent)
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

} // namespace cobench::ui
