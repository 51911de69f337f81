// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project.h"

#include <QAbstractListModel>

#include <map>
#include <vector>

namespace cobench::ui {

/// The pools of a project: name, and below it what is in it.
class PoolList : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        FactsRole = Qt::UserRole,
        IdRole,
        NoteRole, // what is wrong with the pool's sources; empty when nothing is
    };

    explicit PoolList(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    void setPools(std::vector<store::PoolEntry> pools, bool editable);
    void setNotes(std::map<PoolId, QString> notes);
    int rowOf(PoolId pool) const;
    PoolId idOf(int row) const { return m_pools[static_cast<std::size_t>(row)].id; }

Q_SIGNALS:
    void renameWanted(cobench::PoolId pool, const QString& name);

private:
    std::vector<store::PoolEntry> m_pools;
    std::map<PoolId, QString> m_notes;
    bool m_editable = false;
};

} // namespace cobench::ui
