// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/column_widths.h"

#include <QHeaderView>
#include <QTableView>

#include <algorithm>

namespace cobench::ui {

namespace {

constexpr int kPadding = 40; // pixels
constexpr int kNarrowest = 62;

} // namespace

void widenForHeadings(QTableView& view)
{
    const QFontMetrics metrics(view.horizontalHeader()->font());
    for (int column = 0; column < view.model()->columnCount(); ++column) {
        const QString title = view.model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const int heading = metrics.horizontalAdvance(title) + kPadding;
        view.setColumnWidth(column, std::max({view.columnWidth(column), heading, kNarrowest}));
    }
}

} // namespace cobench::ui
