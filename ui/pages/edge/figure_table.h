// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/edge/edge_sessions.h"

#include <QAbstractTableModel>

namespace cobench::ui {

/// The figures of one run, one a row, each with what it means.
class FigureTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, ValueColumn, ColumnCount };
    enum Role { ValueRole = Qt::UserRole }; // a double; NaN = undefined

    using QAbstractTableModel::QAbstractTableModel;

    /// nullptr = none. Kept by value.
    void setSession(const EdgeSession* session);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        QString name;
        QString help;
        double value = 0.0;
        QString shown;

        bool operator==(const Row&) const = default;
    };
    static std::vector<Row> rowsOf(const EdgeSession& session);

    std::vector<Row> m_rows;
};

} // namespace cobench::ui
