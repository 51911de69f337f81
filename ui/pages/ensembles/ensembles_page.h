// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/ensembles/selection_presenter.h"
#include "ui/pages/ensembles/team_front.h"
#include "ui/shell/page.h"

#include <QMap>

class QStackedWidget;

namespace cobench::plots {
class Heatmap;
class Scatter;
} // namespace cobench::plots

namespace cobench::ui {

class ConditionPanel;
class EmptyState;
class HelpPanel;
class PairPanel;
class QueryBar;
class ScatterPane;
class SelectionPanel;
class TeamPanel;
class TeamView;
class TreePanel;

/// Ensembles: the diversity matrix, all teams by diversity and accuracy, their table, two models side by side, one
/// team in depth, the choice of teams and what hierarchical pruning leaves of them.
class EnsemblesPage : public Page
{
    Q_OBJECT
public:
    EnsemblesPage(const PageContext& context, QWidget* parent);

    void resetLayout() override;
    QJsonObject viewState() const override;
    void restoreViewState(const QJsonObject& state) override;
    QList<QAction*> exportActions() const override { return m_exports; }

    EnsemblePresenter& presenter() { return m_presenter; }
    QueryBar& bar() { return *m_bar; }
    plots::Heatmap& matrix() { return *m_matrix; }
    SelectionPresenter& selection() { return m_selection; }
    TeamFront& front() { return m_front; }
    // What docks hold; made by asking for it.
    SelectionPanel& selectionPanel();
    ScatterPane& scatterPane();
    plots::Scatter& scatter();
    PairPanel& pair();
    TeamPanel& team();
    TeamView& teams();
    TreePanel& tree();
    HelpPanel& help();
    ConditionPanel& conditions();

private:
    void setupUi();
    EmptyState* makeEmptyState(const PageContext& context);
    void addDocks(QAction& import);
    /// Docks of one area become tabs in the order they are added; the first is in front after a reset.
    template <typename Content, typename... Arguments>
    LazyDock* addDock(Qt::DockWidgetArea area, const QString& name, const QString& title, Arguments&... arguments);
    void placeDocks(Qt::DockWidgetArea area);
    void createExports();
    void showConventions();
    void refresh();

    Workspace& m_workspace;
    PoolEditor& m_editor;
    EnsemblePresenter m_presenter;
    SelectionPresenter m_selection;
    TeamFront m_front;
    QStackedWidget* m_center;
    EmptyState* m_empty;
    QWidget* m_views;
    QueryBar* m_bar;
    plots::Heatmap* m_matrix;
    LazyDock* m_selectionDock = nullptr;
    LazyDock* m_scatterDock = nullptr;
    LazyDock* m_pairDock = nullptr;
    LazyDock* m_teamDock = nullptr;
    LazyDock* m_tableDock = nullptr;
    LazyDock* m_treeDock = nullptr;
    LazyDock* m_helpDock = nullptr;
    LazyDock* m_conditionDock = nullptr;
    QMap<Qt::DockWidgetArea, QList<LazyDock*>> m_docks; // in the order of their tabs
    QList<QAction*> m_exports;
};

} // namespace cobench::ui
