// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVariant>

namespace cobench::ui {

/// What headerData() says of a column in this role; headings stand to the side that their cells keep to.
inline QVariant heading(int role, const QString& title, const QString& help, bool isText)
{
    switch (role) {
    case Qt::DisplayRole:
        return title;
    case Qt::ToolTipRole:
    case Qt::WhatsThisRole:
        return help;
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isText ? Qt::AlignLeft : Qt::AlignRight));
    default:
        return {};
    }
}

} // namespace cobench::ui
