// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/sweep_job.h"

#include <QAbstractTableModel>

#include <memory>
#include <optional>
#include <vector>

namespace cobench::ui {

/// The rates of a sweep, one a row: what came of each.
class SweepTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        SeriesColumn,
        RateColumn,
        CountColumn,
        MeanColumn,
        DeviationColumn,
        LowColumn,
        HighColumn,
        EpochColumn,
        DivergedColumn,
        DivergedAtColumn,
        NoiseColumn,
        ColumnCount
    };
    enum Role { ValueRole = Qt::UserRole };
    struct Place {
        std::size_t series = 0;
        std::size_t rate = 0;
        bool operator==(const Place&) const = default;
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// nullptr = nothing.
    void setSweep(std::shared_ptr<const jobs::SweptGroup> swept);
    Place placeOf(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    /// -1 when it is not there.
    int rowOf(const Place& place) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant value(const Place& place, int column) const;
    QString help(int column) const;

    std::shared_ptr<const jobs::SweptGroup> m_swept;
    std::vector<Place> m_rows;
};

} // namespace cobench::ui
