// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/ensemble_answers.h"

#include <QAbstractTableModel>

#include <memory>

namespace cobench::ui {

/// Every metric of one pair: raw value and diversity score, with what they mean.
class PairMetrics : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { MetricColumn, RawColumn, ScoreColumn, ColumnCount };

    explicit PairMetrics(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// nullptr empties the table.
    void setAnswer(std::shared_ptr<const PairAnswer> answer);

private:
    std::shared_ptr<const PairAnswer> m_answer;
};

} // namespace cobench::ui
