// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/learning_rates/rank_figures.h"

#include <QAbstractTableModel>

namespace cobench::ui {

/// The policies of a ranking, best first: a mean with its interval in each metric's column.
class RankTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    /// Behind FirstMetric the metrics as jobs::rankMetrics() has them.
    enum Column { PolicyColumn, StateColumn, ReachedColumn, GapColumn, TestColumn, SensitivityColumn, FirstMetric };

    using QAbstractTableModel::QAbstractTableModel;

    void setRanking(const jobs::Ranking& ranking, const RankView& view);
    const jobs::Ranking& ranking() const { return m_ranking; }
    /// nullptr for a column that is no metric.
    static const jobs::RankMetric* metricOf(int column);
    static int columnOf(const jobs::RankMetric& metric);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const jobs::RankedPolicy& policy, int column) const;
    QString stateOf(const jobs::RankedPolicy& policy) const;
    QString helpOf(const jobs::RankedPolicy& policy, int column) const;

    jobs::Ranking m_ranking;
    RankView m_view;
};

} // namespace cobench::ui
