// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/run_figures.h"

#include <QAbstractTableModel>
#include <QStringList>

namespace cobench::ui {

/// The devices of one run, one a row. The same device has the same number everywhere.
class DeviceTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        NameColumn,
        ProcessedColumn,
        RateColumn,
        UtilisationColumn,
        Service50Column,
        Service90Column,
        Service99Column,
        Service999Column,
        ColumnCount
    };
    enum Role { ValueRole = Qt::UserRole, ColourRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// `notes`: in words, of each device, what became of it; empty where nothing did, or of all.
    void setFigures(std::vector<detect::RunFigures::Device> devices, QStringList notes = {});
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<detect::RunFigures::Device> m_devices;
    QStringList m_notes;
};

} // namespace cobench::ui
