// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/team_presenter.h"

#include <QAbstractTableModel>

namespace cobench::ui {

/// Every diversity metric of one team: raw value, its interval once that is known, score, and FQ.
class TeamDiversity : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { MetricColumn, RawColumn, IntervalColumn, ScoreColumn, FqColumn, ColumnCount };

    explicit TeamDiversity(const TeamPresenter& presenter, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Whose row stands out.
    void setMetric(ensemble::Metric metric);

private:
    QString text(std::size_t row, int column) const;

    const TeamPresenter& m_presenter;
    ensemble::Metric m_metric = ensemble::Metric::GD;
};

} // namespace cobench::ui
