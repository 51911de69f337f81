// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_table.h"
#include "ui/pages/ensembles/tree_presenter.h"

#include <QAbstractTableModel>

namespace cobench::ui {

/// The levels of a pruning tree: how many teams of each size were looked at and dropped, and what that cost in
/// accuracy. The share of each level can be edited.
class TreeLevels : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        SizeColumn,
        ShareColumn,
        CandidatesColumn,
        ScoredColumn,
        PrunedColumn,
        KilledColumn,
        NeverColumn,
        BestKeptColumn,
        BestPrunedColumn,
        MeanKeptColumn,
        MeanPrunedColumn,
        ColumnCount
    };

    explicit TreeLevels(TreePresenter& presenter, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    /// The share column, in percent.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

    plots::PlotTable table() const;

private:
    void answerChanged();
    const ensemble::TreeLevel& level(int row) const;
    /// NaN = undefined. Accuracies and shares in percent.
    double figure(const ensemble::TreeLevel& level, int column) const;
    QString text(const ensemble::TreeLevel& level, int column) const;

    TreePresenter& m_presenter;
    std::shared_ptr<const TreeAnswer> m_answer;
};

} // namespace cobench::ui
