// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/team_presenter.h"

#include <QAbstractTableModel>

namespace cobench::ui {

/// All models of the pool with a tick for those of the team: to see its members as focal models, and to build a
/// team by hand. Focal figures are of one metric, the page's.
class TeamMembers : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        ModelColumn,
        AccuracyColumn,
        SelectionColumn,
        NegativesColumn,
        WeightColumn,
        RawColumn,
        ScaledColumn,
        ColumnCount
    };
    enum Role { ValueRole = Qt::UserRole }; // double (NaN = none) or QString

    explicit TeamMembers(TeamPresenter& presenter, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setMetric(ensemble::Metric metric);

private:
    void subjectChanged();
    void refresh();
    bool isMember(std::uint32_t model) const;
    const jobs::FocalMember* focalOf(std::uint32_t model) const;
    const ensemble::PreparedSplit* selection() const;
    double figure(std::uint32_t model, int column) const;

    TeamPresenter& m_presenter;
    std::shared_ptr<const PoolSnapshot> m_pool;
    std::shared_ptr<const SplitSnapshot> m_split;
    ensemble::Metric m_metric = ensemble::Metric::GD;
};

} // namespace cobench::ui
