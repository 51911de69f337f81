// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_table.h"
#include "ui/pages/ensembles/condition_presenter.h"

#include <QAbstractTableModel>

namespace cobench::ui {

/// Best single model, whole pool and selected teams (rows) under each condition (columns).
class ConditionTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, MembersColumn, FirstConditionColumn };
    /// What the cells hold.
    enum class Show { Accuracy, Lost, Diversity, Focal };

    explicit ConditionTable(ConditionPresenter& presenter, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setShow(Show show);
    Show show() const { return m_show; }
    /// The team of a row; empty for the single model.
    ensemble::Members teamOf(int row) const;
    plots::PlotTable table() const;
    /// "fgsm-0.03", "clean"
    static QString titleOf(const std::string& condition);
    static QString titleOf(Show show, ensemble::Metric metric);

private:
    void answerChanged();
    /// NaN = undefined. Accuracies in percent.
    double figure(const jobs::ConditionRow& row, std::size_t condition) const;
    QString rowName(const jobs::ConditionRow& row) const;
    QString rowHelp(const jobs::ConditionRow& row) const;
    /// Highest of the column, if it is one.
    bool isBest(const jobs::ConditionRow& row, std::size_t condition) const;

    ConditionPresenter& m_presenter;
    std::shared_ptr<const ConditionAnswer> m_answer;
    Show m_show = Show::Accuracy;
};

} // namespace cobench::ui
