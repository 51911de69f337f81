// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/row_ranges.h"

namespace cobench::ui {

QItemSelection rangesOf(const QAbstractItemModel& model, const std::vector<int>& rows)
{
    QItemSelection ranges;
    for (std::size_t begin = 0; begin < rows.size() && static_cast<std::size_t>(ranges.size()) < kMostRanges;) {
        std::size_t end = begin + 1;
        while (end < rows.size() && rows[end] == rows[end - 1] + 1)
            ++end;
        ranges.append({model.index(rows[begin], 0), model.index(rows[end - 1], model.columnCount() - 1)});
        begin = end;
    }
    return ranges;
}

} // namespace cobench::ui
