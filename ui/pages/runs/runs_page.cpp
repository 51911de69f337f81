// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/runs_page.h"

#include "plots/curves.h"
#include "ui/pages/runs/config_panel.h"
#include "ui/pages/runs/curves_panel.h"
#include "ui/pages/runs/run_actions.h"
#include "ui/pages/runs/run_log_panel.h"
#include "ui/pages/runs/run_table_view.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/plot_export.h"

#include <QDockWidget>
#include <QKeyEvent>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kTableHeight = 320; // pixels
constexpr int kSideWidth = 360;

} // namespace

RunsPage::RunsPage(const PageContext& context, QWidget* parent)
    : Page(parent)
    , m_catalog(context.workspace, context.engine)
    , m_presenter(m_catalog)
    , m_curves(new CurvesPanel(m_presenter, this))
    , m_table(new RunTableView(m_catalog, this))
    , m_configs(new ConfigPanel(m_catalog, this))
    , m_log(new RunLogPanel(m_catalog, this))
    , m_actions(new RunActions(m_catalog, context.editor, *m_table))
    , m_empty(makeEmptyState(context))
{
    setCentralWidget(m_curves);
    setDockNestingEnabled(true);
    m_tableDock = addDock(u"runs"_s, tr("Runs"), m_table);
    m_configDock = addDock(u"configurations"_s, tr("Configurations"), m_configs);
    m_logDock = addDock(u"run-log"_s, tr("Log"), m_log);
    connectAll();
    createExports();
    chosenChanged();
    refresh();
}

QDockWidget* RunsPage::addDock(const QString& name, const QString& title, QWidget* content)
{
    auto* dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setWidget(content);
    return dock;
}

EmptyState* RunsPage::makeEmptyState(const PageContext& context)
{
    auto* empty = new EmptyState(u"runs"_s,
        tr("No training run yet"),
        tr("A run is one training of one network: what was set, what it recorded, what it predicts at its end."),
        this);
    connect(empty->addAction(tr("New runs…")), &QAction::triggered, &m_actions->launch(), &QAction::trigger);
    connect(
        empty->addAction(tr("Train the demo pool")), &QAction::triggered, &context.trainDemo, &QAction::trigger);
    return empty;
}

void RunsPage::connectAll()
{
    connect(m_table, &RunTableView::chosenChanged, this, &RunsPage::chosenChanged);
    connect(m_table, &RunTableView::runHovered, m_curves, &CurvesPanel::highlight);
    connect(m_curves, &CurvesPanel::runsClicked, m_table, &RunTableView::select);
    connect(&m_catalog, &RunCatalog::listChanged, this, &RunsPage::refresh);
    connect(&m_catalog, &RunCatalog::listChanged, this, &RunsPage::chosenChanged);
    connect(&m_catalog, &RunCatalog::failed, &m_catalog.workspace(), &Workspace::failed);
    connect(&m_presenter, &CurvesPresenter::failed, &m_catalog.workspace(), &Workspace::failed);
}

void RunsPage::createExports()
{
    m_exports = {plotExportAction(m_curves->curves(), tr("Curves"), this),
        tableExportAction(
            tr("Run table"), [this] { return m_table->shownTable(false); }, this),
        tableExportAction(
            tr("Configurations"), [this] { return m_configs->shownTable(); }, this)};
}

void RunsPage::resetLayout()
{
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    addDockWidget(Qt::BottomDockWidgetArea, m_tableDock);
    addDockWidget(Qt::RightDockWidgetArea, m_configDock);
    addDockWidget(Qt::RightDockWidgetArea, m_logDock);
    tabifyDockWidget(m_configDock, m_logDock);
    for (QDockWidget* dock : {m_tableDock, m_configDock, m_logDock}) {
        dock->setFloating(false);
        dock->show();
    }
    m_configDock->raise();
    resizeDocks({m_configDock}, {kSideWidth}, Qt::Horizontal);
    resizeDocks({m_tableDock}, {kTableHeight}, Qt::Vertical);
}

void RunsPage::chosenChanged()
{
    const std::vector<RunId> chosen = m_table->chosen();
    m_presenter.setRuns(chosen, m_table->chosenFilter());
    m_configs->setRuns(chosen);
    m_log->setRuns(m_table->selected());
}

/// Covers the page instead of rearranging it, so that docks stay where a person has put them.
void RunsPage::refresh()
{
    m_empty->setVisible(m_catalog.runs().empty() && !m_catalog.isLoading());
    m_empty->coverParent();
}

/// Esc clears everywhere: the window's own shortcut does not know of runs.
bool RunsPage::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
        event->accept();
    return Page::event(event);
}

void RunsPage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape)
        return Page::keyPressEvent(event);
    m_table->clearSelection();
    m_catalog.workspace().selection().clear();
}

QJsonObject RunsPage::viewState() const
{
    return {{u"table"_s, m_table->viewState()}, {u"curves"_s, m_curves->viewState()}};
}

void RunsPage::restoreViewState(const QJsonObject& state)
{
    m_table->restoreViewState(state["table"_L1].toObject());
    m_curves->restoreViewState(state["curves"_L1].toObject());
}

} // namespace cobench::ui
