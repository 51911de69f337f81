// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/plateau_replay.h"

#include <QAbstractTableModel>

#include <vector>

namespace cobench::ui {

class PlateauReplays;

/// When a replayed policy acted and what that did to the rate; one row an action.
class DecisionTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { RunColumn, EpochColumn, ValueColumn, ActionColumn, BeforeColumn, AfterColumn, ColumnCount };
    enum Role { ValueRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setReplays(const PlateauReplays& replays);
    /// Which of the replays a row is of.
    std::size_t replayOf(int row) const { return m_rows[static_cast<std::size_t>(row)].replay; }
    std::size_t moves() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        std::size_t replay = 0;
        QString run; // as the legend has it
        QString fullName;
        std::size_t epoch = 0; // from 1
        lr::ReplayedEpoch seen;
    };
    QVariant value(const Row& row, int column) const;

    std::vector<Row> m_rows;
    QString m_monitor;
    QString m_monitorHelp;
};

} // namespace cobench::ui
