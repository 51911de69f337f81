// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_table.h"
#include "ui/pages/ensembles/selection_presenter.h"

#include <QAbstractTableModel>

namespace cobench::ui {

/// What a selection is worth: one row a figure, after its name one column a split. One split when both are the
/// same.
class SelectionStatisticsTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    /// The figures of the splits follow.
    static constexpr int kNameColumn = 0;

    explicit SelectionStatisticsTable(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// nullptr empties the table.
    void setAnswer(std::shared_ptr<const SelectionAnswer> answer);

private:
    const ensemble::SelectionStatistics& statistics(int column) const;

    std::shared_ptr<const SelectionAnswer> m_answer;
};

/// The chosen teams with their figures, for files and the clipboard.
plots::PlotTable chosenTeamsTable(const SelectionAnswer& answer);

} // namespace cobench::ui
