// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/learning_rates/race.h"

#include <QAbstractTableModel>

namespace cobench::ui {

/// Where each racer is at the step that is shown.
class RaceTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, LossColumn, BestColumn, RateColumn, LeftColumn, ColumnCount };
    enum Role { ValueRole = Qt::UserRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setRace(const Race& race);
    void setStep(std::size_t step);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    double value(const QModelIndex& index) const;

    Race m_race;
    std::size_t m_step = 0;
};

} // namespace cobench::ui
