// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/team_presenter.h"

#include <QAbstractTableModel>

#include <memory>
#include <optional>

namespace cobench::ui {

/// What every consensus rule makes of one team. The most accurate is bold; rules that cannot be used are dim and
/// say why.
class RuleTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        RuleColumn,
        AccuracyColumn,
        IntervalColumn,
        SelectionColumn,
        Top5Column,
        NllColumn,
        EceColumn,
        CoverageColumn,
        RescuedColumn,
        LostColumn,
        PColumn,
        NoteColumn,
        ColumnCount
    };
    enum Role { ValueRole = Qt::UserRole }; // double (NaN = none) or QString

    explicit RuleTable(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// nullptr empties the table.
    void setAnswer(std::shared_ptr<const TeamDetailAnswer> answer);
    const jobs::RuleFigures& at(int row) const { return m_answer->detail.rules[static_cast<std::size_t>(row)]; }

private:
    double figure(const jobs::RuleFigures& row, int column) const;
    QString text(const jobs::RuleFigures& row, int column) const;
    QString note(const jobs::RuleFigures& row) const;
    bool isBest(int row) const;

    std::shared_ptr<const TeamDetailAnswer> m_answer;
    double m_best = 0.0; // accuracy
};

} // namespace cobench::ui
