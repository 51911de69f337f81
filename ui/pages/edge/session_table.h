// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/edge/edge_sessions.h"

#include <QAbstractTableModel>

namespace cobench::ui {

/// The runs of this window, one a row.
class SessionTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        NumberColumn,
        ScheduleColumn,
        DevicesColumn,
        LambdaColumn,
        MuColumn,
        SigmaColumn,
        IdealColumn,
        DroppedColumn,
        Latency50Column,
        Latency99Column,
        AgeColumn,
        TruthColumn,
        ReferenceColumn,
        LostDroppedColumn,
        LostStaleColumn,
        MissedColumn,
        StateColumn,
        SourceColumn,
        ColumnCount
    };
    enum Role { ValueRole = Qt::UserRole, NumberRole }; // a double or a text; the session's number

    explicit SessionTable(EdgeSessions& sessions, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    EdgeSessions& m_sessions;
    int m_rows = 0;
};

QString titleOf(EdgeSession::State state);

} // namespace cobench::ui
