// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

namespace cobench::ui {

/// What the released programs do, what CoBench does instead, and what follows: one row a difference.
class ConventionTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { WhereColumn, ReferenceColumn, CorrectedColumn, EffectColumn, ColumnCount };

    explicit ConventionTable(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

} // namespace cobench::ui
