// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/compare_teams.h"
#include "ui/bridge/team_editor.h"
#include "ui/pages/ensembles/team_presenter.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace cobench::ui {

/// The saved teams of the pool side by side, by the rule and the metric of the moment. Names can be edited. A team
/// with a member that is excluded or deleted keeps its row and says so.
class SavedTeamTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        NameColumn,
        MembersColumn,
        SizeColumn,
        AccuracyColumn,
        SelectionColumn,
        GainColumn,
        DiversityColumn,
        ParametersColumn,
        FlopsColumn,
        LatencyColumn,
        ColumnCount
    };
    enum Role { ValueRole = Qt::UserRole }; // double (NaN = none) or QString

    SavedTeamTable(
        TeamPresenter& presenter, EnsemblePresenter& page, TeamEditor& editor, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    /// Moves the dragged teams.
    bool dropMimeData(
        const QMimeData* data, Qt::DropAction action, int row, int column, const QModelIndex& parent) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    TeamId idAt(int row) const { return m_rows[static_cast<std::size_t>(row)].entry.id; }
    /// Nothing when a member is excluded or deleted.
    const std::optional<ensemble::Members>& membersAt(int row) const
    {
        return m_rows[static_cast<std::size_t>(row)].members;
    }
    /// Whether any team has a known cost of this column's kind.
    bool isKnown(int column) const;

Q_SIGNALS:
    /// Dragged to another place; the first of them.
    void moved(cobench::TeamId team);
    /// A new name was refused.
    void refused(const QString& reason);

private:
    struct Row {
        store::TeamEntry entry;
        std::optional<ensemble::Members> members;
        std::optional<jobs::ComparedTeam> figures; // once they are worked out
    };
    void teamsChanged();
    void ask();
    void tellFigures();
    void show(const std::vector<jobs::ComparedTeam>& figures);
    double figure(const Row& row, int column) const;
    QString text(const Row& row, int column) const;

    TeamPresenter& m_presenter;
    EnsemblePresenter& m_page;
    TeamEditor& m_editor;
    std::vector<Row> m_rows;
};

} // namespace cobench::ui
