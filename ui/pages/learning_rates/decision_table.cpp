// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/decision_table.h"

#include "ui/models/figure_cell.h"
#include "ui/models/heading.h"
#include "ui/pages/learning_rates/plateau_replays.h"
#include "ui/pages/reports/quantity_names.h"

#include <algorithm>
#include <cmath>

namespace cobench::ui {

void DecisionTable::setReplays(const PlateauReplays& replays)
{
    beginResetModel();
    m_rows.clear();
    m_monitor = replays.policy() ? quantityTitle(replays.policy()->monitor) : tr("Value");
    m_monitorHelp = replays.policy() ? quantityHelp(replays.policy()->monitor) : QString();
    const DrawnReplays drawn = replays.policy() ? replays.drawn() : DrawnReplays();
    const QStringList names = shortNames(drawn.names);
    for (std::size_t i = 0; i < drawn.replays.size(); ++i) {
        const jobs::RunReplay& replay = drawn.replays[i];
        for (std::size_t epoch = 0; epoch < replay.epochs.size(); ++epoch)
            if (replay.epochs[epoch].action != lr::PlateauAction::None)
                m_rows.push_back({.replay = i,
                    .run = names[static_cast<qsizetype>(i)],
                    .fullName = drawn.names[static_cast<qsizetype>(i)],
                    .epoch = epoch + 1,
                    .seen = replay.epochs[epoch]});
    }
    endResetModel();
}

std::size_t DecisionTable::moves() const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(m_rows, [](const Row& row) { return row.seen.action != lr::PlateauAction::End; }));
}

int DecisionTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int DecisionTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant DecisionTable::value(const Row& row, int column) const
{
    switch (column) {
    case RunColumn:
        return row.run;
    case EpochColumn:
        return static_cast<double>(row.epoch);
    case ValueColumn:
        return row.seen.value;
    case ActionColumn:
        return actionText(row.seen.action);
    case BeforeColumn:
        return row.seen.lastRate;
    default:
        return row.seen.nextRate;
    }
}

QVariant DecisionTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::ToolTipRole)
        return index.column() == RunColumn ? row.fullName : QString();
    return figureCell(role, value(row, index.column()));
}

QVariant DecisionTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    switch (section) {
    case RunColumn:
        return heading(role, tr("Run"), tr("The run whose curve is replayed"), true);
    case EpochColumn:
        return heading(role, tr("Epoch"), tr("After which the policy acts, counted from 1"), false);
    case ValueColumn:
        return heading(role, m_monitor, m_monitorHelp, false);
    case ActionColumn:
        return heading(role,
            tr("Decision"),
            tr("A plateau with nowhere to go begins the cool-down all the same: the list of policies has no "
               "further "
               "one that way, or the rate is at its lowest"),
            true);
    case BeforeColumn:
        return heading(role, tr("Rate before"), tr("Of the epoch's last iteration"), false);
    case AfterColumn:
        return heading(role, tr("Rate after"), tr("Of the iteration that follows"), false);
    default:
        return {};
    }
}

} // namespace cobench::ui
