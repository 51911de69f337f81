// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/member_report.h"
#include "ui/bridge/pool_snapshot.h"

#include <QAbstractTableModel>

#include <memory>
#include <optional>
#include <vector>

namespace cobench::ui {

/// The members of a pool with their figures on one split. Figures arrive later than the members and are NaN until
/// then. Renaming and moving rows are wishes: the model emits them and changes when the next snapshot comes.
class MemberTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        IndexColumn,
        NameColumn,
        AccuracyColumn,
        Top5Column,
        NllColumn,
        EceColumn,
        ErrorsColumn,
        ParametersColumn,
        LatencyColumn,
        ColumnCount
    };
    enum Role {
        SortRole = Qt::UserRole, // double or QString
        ColourRole, // number of the member's colour
        ExcludedRole,
        IdRole, // qlonglong
        NoteRole, // what is wrong with the member's source file; empty when nothing is
    };

    explicit MemberTable(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool dropMimeData(
        const QMimeData* data, Qt::DropAction action, int row, int column, const QModelIndex& parent) override;

    /// Keeps rows and figures that stay, so that a view's selection survives an edit. nullptr empties the table.
    void setSnapshot(std::shared_ptr<const PoolSnapshot> snapshot, bool editable);
    void setReports(std::vector<ensemble::MemberReport> reports); // [rows]
    void setNotes(std::vector<QString> notes); // [rows]; shorter counts as empty
    const std::shared_ptr<const PoolSnapshot>& snapshot() const { return m_snapshot; }

    /// Raw value of a figure; NaN where there is none.
    double figure(int row, Column column) const;
    std::int64_t idOf(int row) const { return m_snapshot->members[static_cast<std::size_t>(row)].id; }
    /// The ids when the rows (ascending) are put before row `before`.
    std::vector<std::int64_t> orderAfterMove(const std::vector<int>& rows, int before) const;

Q_SIGNALS:
    void renameWanted(qint64 id, const QString& name);
    void orderWanted(const std::vector<std::int64_t>& ids);

private:
    QString display(int row, Column column) const;
    QString toolTip(std::size_t row) const;

    std::shared_ptr<const PoolSnapshot> m_snapshot;
    std::vector<ensemble::MemberReport> m_reports;
    std::vector<QString> m_notes;
    bool m_editable = false;
};

} // namespace cobench::ui
