// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_table.h"
#include "ui/pages/ensembles/selection_presenter.h"
#include "ui/pages/ensembles/team_front.h"
#include "ui/pages/ensembles/team_table.h"
#include "ui/widgets/keeps_view_state.h"
#include "ui/widgets/when_seen.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QTableView;
class QToolButton;

namespace cobench::ui {

/// The teams as a table: sort, filter by members and size, choose columns, copy. Shares the one selection.
class TeamView : public QWidget, public KeepsViewState
{
    Q_OBJECT
public:
    /// `selection` and `front` outlive the view.
    TeamView(
        EnsemblePresenter& presenter, SelectionPresenter& selection, TeamFront& front, QWidget* parent = nullptr);

    QTableView& table() { return *m_table; }
    TeamTable& model() { return m_model; }
    const TeamIntervalsWatch& intervals() const { return m_intervals; }
    QLineEdit& memberFilter() { return *m_members; }
    QCheckBox& chosenFilter() { return *m_chosen; }
    QCheckBox& frontFilter() { return *m_frontOnly; }
    /// What is shown; selected rows only when `selectedOnly` and there are some.
    plots::PlotTable shownTable(bool selectedOnly) const;
    QJsonObject viewState() const override;
    void restoreViewState(const QJsonObject& state) override;

private:
    void setupUi();
    void createActions();
    QString command() const;
    void connectAll();
    void answerChanged();
    void limitSizes(int largest);
    void chosenChanged();
    void filterChanged();
    void frontChanged();
    void clearFilter();
    void refreshNote();
    QString rowsText() const;
    ensemble::Members membersAt(int row) const;
    void pushSelection();
    void pullSelection();
    void selectRows(const std::vector<std::uint32_t>& teams);
    void hover(const QModelIndex& index);
    void showHeaderMenu(const QPoint& position);
    bool eventFilter(QObject* watched, QEvent* event) override;

    EnsemblePresenter& m_presenter;
    SelectionPresenter& m_selection;
    TeamFront& m_front;
    TeamTable m_model;
    TeamIntervalsWatch m_intervals;
    QLineEdit* m_members;
    QSpinBox* m_least;
    QSpinBox* m_most;
    QCheckBox* m_chosen;
    QCheckBox* m_frontOnly;
    QToolButton* m_clear;
    QLabel* m_note;
    QTableView* m_table;
    WhenSeen* m_seen;
    bool m_syncing = false; // between the table's selection and the shared one
};

} // namespace cobench::ui
