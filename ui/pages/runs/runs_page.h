// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/runs/curves_presenter.h"
#include "ui/shell/page.h"

class QDockWidget;

namespace cobench::ui {

class ConfigPanel;
class CurvesPanel;
class EmptyState;
class RunActions;
class RunLogPanel;
class RunTableView;

/// Runs & traces: the table of training runs, the curves of those that are chosen, where their configurations
/// differ, what they said.
class RunsPage : public Page
{
    Q_OBJECT
public:
    RunsPage(const PageContext& context, QWidget* parent);

    void resetLayout() override;
    QJsonObject viewState() const override;
    void restoreViewState(const QJsonObject& state) override;
    QList<QAction*> exportActions() const override { return m_exports; }

    RunCatalog& catalog() { return m_catalog; }
    CurvesPresenter& presenter() { return m_presenter; }
    RunTableView& table() { return *m_table; }
    CurvesPanel& curves() { return *m_curves; }
    ConfigPanel& configs() { return *m_configs; }
    RunLogPanel& log() { return *m_log; }
    RunActions& actions() { return *m_actions; }

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QDockWidget* addDock(const QString& name, const QString& title, QWidget* content);
    EmptyState* makeEmptyState(const PageContext& context);
    void connectAll();
    void createExports();
    void chosenChanged();
    void refresh();

    RunCatalog m_catalog;
    CurvesPresenter m_presenter;
    CurvesPanel* m_curves;
    RunTableView* m_table;
    ConfigPanel* m_configs;
    RunLogPanel* m_log;
    RunActions* m_actions;
    EmptyState* m_empty; // covers everything while there are no runs
    QDockWidget* m_tableDock;
    QDockWidget* m_configDock;
    QDockWidget* m_logDock;
    QList<QAction*> m_exports;
};

} // namespace cobench::ui
