// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_table.h"
#include "ui/models/nan_last_proxy.h"
#include "ui/pages/ensembles/saved_team_table.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;
class QTableView;

namespace cobench::ui {

/// Saved teams: compare, choose, rename (F2), move (Alt+Up, Alt+Down), delete. Selected rows are the selected
/// teams.
class SavedTeamView : public QWidget
{
    Q_OBJECT
public:
    SavedTeamView(TeamPresenter& presenter, EnsemblePresenter& page, PoolEditor& editor, QWidget* parent = nullptr);

    TeamEditor& editor() { return m_editor; }
    SavedTeamTable& model() { return m_model; }
    QTableView& table() { return *m_table; }
    /// Asks for a name and saves the team of the moment under it.
    void saveTeam();
    plots::PlotTable shownTable() const;

private:
    void setupUi();
    void createActions();
    void refresh();
    void pushSelection();
    void moveCurrent(int by);
    void followMoved();
    void removeSelected();

    TeamPresenter& m_presenter;
    TeamEditor m_editor;
    SavedTeamTable m_model;
    NanLastProxy m_sorted;
    QLabel* m_empty;
    QPushButton* m_save;
    QTableView* m_table;
    std::optional<TeamId> m_moved; // to be the current one when it has its new place
};

} // namespace cobench::ui
