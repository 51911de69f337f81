// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/runs.h"
#include "ui/bridge/run_editor.h"
#include "ui/pages/runs/curves_presenter.h"
#include "ui/pages/runs/trace_presenter.h"
#include "ui/shell/page.h"

namespace cobench::ui {

class ConfigPanel;
class CurvesPanel;
class EmptyState;
class NotePanel;
class RunActions;
class RunLogPanel;
class RunTableView;
class TracePanel;

/// Runs & traces: the table of training runs, the curves of those that are chosen, where their configurations
/// differ, what they said, and what one of them needed of the machine.
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
    ConfigPanel& configs();
    RunLogPanel& log();
    TracePanel& trace();
    NotePanel& notes();
    RunActions& actions() { return *m_actions; }

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    template <typename Content, typename Argument>
    LazyDock* addDock(const QString& name, const QString& title, Argument& argument);
    void addDocks();
    EmptyState* makeEmptyState(const PageContext& context);
    void connectAll();
    void createExports();
    using Rows = std::vector<store::RunRow>;
    using TextOf = std::function<Result<std::string>(const store::RunStore&, const Rows&)>;
    using WriteRuns = std::function<Result<void>(const store::RunStore&, const Rows&)>;
    QAction* textExport(const QString& title, const QString& filter, const TextOf& textOf);
    QAction* eventsExport();
    void exportRuns(const QString& title, const WriteRuns& write);
    void chosenChanged();
    std::optional<RunId> tracedRun() const;
    void refresh();

    RunCatalog m_catalog;
    CurvesPresenter m_presenter;
    TracePresenter m_tracer;
    RunEditor m_editor;
    CurvesPanel* m_curves;
    LazyDock* m_tableDock;
    LazyDock* m_traceDock;
    LazyDock* m_configDock;
    LazyDock* m_logDock;
    LazyDock* m_noteDock;
    RunTableView* m_table; // of its dock: what is chosen in it decides what all others show
    RunActions* m_actions;
    EmptyState* m_empty; // covers everything while there are no runs
    QList<QAction*> m_exports;
};

} // namespace cobench::ui
