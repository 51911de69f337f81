// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/learning_rates/composer.h"

#include <QAbstractTableModel>

namespace cobench::ui {

/// The segments of what is composed, one a row, their numbers to type. A parameter that a policy does not read
/// shows a dash and takes nothing.
class SegmentTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        FamilyColumn,
        FromColumn,
        ToColumn,
        K0Column,
        K1Column,
        GammaColumn,
        PColumn,
        LColumn,
        FormulaColumn,
        ColumnCount
    };
    enum Role { ValueRole = Qt::UserRole }; // for exports

    explicit SegmentTable(Composer& composer, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// What was typed cannot be.
    void refused(const QString& reason);

private:
    void refresh();
    bool reads(const QModelIndex& index) const;
    QVariant value(const QModelIndex& index) const;
    QString valueText(const QModelIndex& index) const;
    bool setNumber(const QModelIndex& index, double number);
    bool setFormula(std::size_t segment, const QString& text);
    bool setLengths(std::size_t segment, const QString& text);
    bool setEnd(std::size_t segment, double at);
    bool take(lr::Schedule schedule);
    bool refuse(const QString& reason);

    Composer& m_composer;
    int m_rows = 0;
};

} // namespace cobench::ui
