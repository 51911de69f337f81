// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/edge_page.h"

#include "plots/curves.h"
#include "plots/lanes.h"
#include "ui/bridge/engine_link.h"
#include "ui/pages/edge/compare_panel.h"
#include "ui/pages/edge/figures_panel.h"
#include "ui/pages/edge/gantt_panel.h"
#include "ui/pages/edge/live_panel.h"
#include "ui/pages/edge/plan_panel.h"
#include "ui/pages/edge/setup_panel.h"
#include "ui/widgets/plot_export.h"

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kSetupWidth = 330; // pixels
constexpr int kFiguresWidth = 320;
constexpr int kBottomHeight = 290;

/// What a first visit finds: people in a video, if there is one.
EdgeSetup firstSetup()
{
    EdgeSetup setup;
    const QStringList videos = sampleVideos();
    if (!videos.isEmpty())
        setup.source = videos.front();
    return setup;
}

} // namespace

EdgePage::EdgePage(const PageContext& context, QWidget* parent)
    : Page(parent)
    , m_draft(context.async)
    , m_project(context.workspace, context.editor)
    , m_sessions(context.async, m_project, context.engine.connector())
    , m_live(new LivePanel(m_draft, m_sessions, this))
{
    m_live->setObjectName(u"live"_s);
    m_draft.edit(firstSetup());
    setCentralWidget(m_live);
    setDockNestingEnabled(true);
    addDocks(context.async);
    createExports(context.async);
}

void EdgePage::addDocks(Async& async)
{
    m_setupDock
        = addDock(u"setup"_s, tr("Set-up"), [this](QWidget* parent) { return new SetupPanel(m_draft, parent); });
    m_figuresDock = addDock(
        u"figures"_s, tr("Figures"), [this](QWidget* parent) { return new FiguresPanel(m_sessions, parent); });
    m_ganttDock = addDock(
        u"gantt"_s, tr("Devices × frames"), [this](QWidget* parent) { return new GanttPanel(m_sessions, parent); });
    m_compareDock = addDock(u"compare"_s, tr("Comparison"), [this](QWidget* parent) {
        return new ComparePanel(m_draft, m_sessions, parent);
    });
    m_planDock = addDock(u"plan"_s, tr("Planning"), [this, &async](QWidget* parent) {
        return new PlanPanel(async, m_draft, m_sessions, parent);
    });
}

SetupPanel& EdgePage::setup()
{
    return static_cast<SetupPanel&>(m_setupDock->content());
}

FiguresPanel& EdgePage::figures()
{
    return static_cast<FiguresPanel&>(m_figuresDock->content());
}

GanttPanel& EdgePage::gantt()
{
    return static_cast<GanttPanel&>(m_ganttDock->content());
}

ComparePanel& EdgePage::compare()
{
    return static_cast<ComparePanel&>(m_compareDock->content());
}

PlanPanel& EdgePage::plan()
{
    return static_cast<PlanPanel&>(m_planDock->content());
}

void EdgePage::createExports(Async& async)
{
    using Plot = plots::PlotWidget;
    m_exports = {
        tableExportAction(*m_figuresDock, async, tr("Figures"), [this] { return figures().shownFigures(); }),
        tableExportAction(*m_figuresDock, async, tr("Devices"), [this] { return figures().shownDevices(); }),
        plotExportAction(
            *m_ganttDock, async, tr("Devices × frames"), [this]() -> Plot& { return gantt().lanes(); }),
        tableExportAction(*m_compareDock, async, tr("Detection runs"), [this] { return compare().shownTable(); }),
        plotExportAction(*m_compareDock, async, tr("Comparison"), [this]() -> Plot& { return compare().curves(); }),
        tableExportAction(*m_planDock, async, tr("Plan of devices"), [this] { return plan().shownTable(); }),
        plotExportAction(*m_planDock, async, tr("Plan"), [this]() -> Plot& { return plan().curves(); })};
}

void EdgePage::resetLayout()
{
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    addDockWidget(Qt::LeftDockWidgetArea, m_setupDock);
    addDockWidget(Qt::RightDockWidgetArea, m_figuresDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_ganttDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_compareDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_planDock);
    tabifyDockWidget(m_ganttDock, m_compareDock);
    tabifyDockWidget(m_compareDock, m_planDock);
    for (QDockWidget* dock : {m_setupDock, m_figuresDock, m_ganttDock, m_compareDock, m_planDock}) {
        dock->setFloating(false);
        dock->show();
    }
    m_ganttDock->raise();
    resizeDocks({m_setupDock, m_figuresDock}, {kSetupWidth, kFiguresWidth}, Qt::Horizontal);
    resizeDocks({m_ganttDock}, {kBottomHeight}, Qt::Vertical);
}

QJsonObject EdgePage::viewState() const
{
    QJsonObject state = Page::viewState();
    state.insert(u"setup"_s, toJson(m_draft.setup()));
    state.insert(u"live"_s, m_live->viewState());
    return state;
}

void EdgePage::restoreViewState(const QJsonObject& state)
{
    Page::restoreViewState(state);
    m_draft.edit(setupFromJson(state["setup"_L1].toObject(), m_draft.setup()));
    m_live->restoreViewState(state["live"_L1].toObject());
}

} // namespace cobench::ui
