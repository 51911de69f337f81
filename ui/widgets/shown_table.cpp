// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/shown_table.h"

#include <QHeaderView>
#include <QTableView>

namespace cobench::ui {

plots::PlotTable shownTable(const QTableView& view, const QString& caption, int valueRole, ShownRows rows)
{
    const QAbstractItemModel& model = *view.model();
    const QHeaderView& header = *view.horizontalHeader();
    std::vector<int> columns;
    for (int visual = 0; visual < header.count(); ++visual)
        if (const int column = header.logicalIndex(visual); !header.isSectionHidden(column))
            columns.push_back(column);
    plots::PlotTable table{.caption = caption, .headers = {}, .rows = {}};
    for (const int column : columns)
        table.headers.push_back(model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    const bool all = rows == ShownRows::All || !view.selectionModel()->hasSelection();
    for (int row = 0; row < model.rowCount(); ++row) {
        if (!all && !view.selectionModel()->isRowSelected(row))
            continue;
        std::vector<plots::PlotCell>& cells = table.rows.emplace_back();
        for (const int column : columns) {
            const QVariant value = model.data(model.index(row, column), valueRole);
            if (value.typeId() == QMetaType::Double)
                cells.emplace_back(value.toDouble());
            else
                cells.emplace_back(value.toString());
        }
    }
    return table;
}

} // namespace cobench::ui
