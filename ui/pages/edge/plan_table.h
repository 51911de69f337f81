// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/capacity_plan.h"

#include <QAbstractTableModel>

namespace cobench::ui {

/// A plan of devices: for each number of them what the formula and the emulator foretell, and what a run measured.
class PlanTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        DevicesColumn,
        ByColumn,
        SigmaColumn,
        DroppedColumn,
        QueueColumn,
        DeadlineColumn,
        Latency50Column,
        Latency90Column,
        Latency99Column,
        Latency999Column,
        ColumnCount
    };
    enum Role { ValueRole = Qt::UserRole }; // a double or a QString; NaN = undefined

    struct Row {
        std::size_t devices = 0;
        QString by;
        detect::Prediction told;
        bool isEnough = false;
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<Row> rows);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<Row> m_rows;
};

} // namespace cobench::ui
