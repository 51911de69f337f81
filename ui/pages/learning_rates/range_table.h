// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/learning_rates/range_tests.h"

#include <QAbstractTableModel>

namespace cobench::ui {

/// The range tests, one a row; a tick draws it.
class RangeTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, StateColumn, PointsColumn, LowColumn, HighColumn, ColumnCount };
    enum Role { ValueRole = Qt::UserRole };

    explicit RangeTable(RangeTests& tests, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant value(const RangeTests::Test& test, int column) const;

    RangeTests& m_tests;
    int m_rows = 0;
};

} // namespace cobench::ui
