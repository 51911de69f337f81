// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_table.h"

#include <QAbstractTableModel>

namespace cobench::plots {

class PlotWidget;

/// A chart's figures for a table view. Sorting uses the exact values; undefined ones come last either way.
class PlotTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit PlotTableModel(PlotTable table, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;
    const PlotTable& table() const { return m_table; }

private:
    PlotTable m_table;
};

/// The table alternative of a chart: a window of its own with copy and export.
void showTable(PlotWidget& plot);

} // namespace cobench::plots
