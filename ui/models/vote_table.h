// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/pool_snapshot.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <vector>

namespace cobench::ui {

/// What each analysed model says of one sample.
class VoteTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { ModelColumn, VoteColumn, ConfidenceColumn, ColumnCount };
    enum Role { RightRole = Qt::UserRole, ColourRole };

    explicit VoteTable(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Precondition: sample < the split's. nullptr empties the table.
    void setSample(
        std::shared_ptr<const PoolSnapshot> pool, std::shared_ptr<const SplitSnapshot> split, std::size_t sample);

private:
    /// Of the voted class; NaN for label-only members.
    double confidence(std::size_t model) const;

    std::shared_ptr<const PoolSnapshot> m_pool;
    std::shared_ptr<const SplitSnapshot> m_split;
    std::size_t m_sample = 0;
};

} // namespace cobench::ui
