// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/edge_page.h"

#include "ui/pages/edge/figures_panel.h"
#include "ui/pages/edge/live_panel.h"
#include "ui/pages/edge/setup_panel.h"
#include "ui/widgets/plot_export.h"

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kSetupWidth = 330; // pixels
constexpr int kFiguresWidth = 320;

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
    , m_sessions(context.async)
    , m_live(new LivePanel(m_draft, m_sessions, this))
{
    m_live->setObjectName(u"live"_s);
    m_draft.edit(firstSetup());
    setCentralWidget(m_live);
    setDockNestingEnabled(true);
    addDocks();
    createExports(context.async);
}

void EdgePage::addDocks()
{
    m_setupDock
        = addDock(u"setup"_s, tr("Set-up"), [this](QWidget* parent) { return new SetupPanel(m_draft, parent); });
    m_figuresDock = addDock(
        u"figures"_s, tr("Figures"), [this](QWidget* parent) { return new FiguresPanel(m_sessions, parent); });
}

SetupPanel& EdgePage::setup()
{
    return static_cast<SetupPanel&>(m_setupDock->content());
}

FiguresPanel& EdgePage::figures()
{
    return static_cast<FiguresPanel&>(m_figuresDock->content());
}

void EdgePage::createExports(Async& async)
{
    m_exports
        = {tableExportAction(*m_figuresDock, async, tr("Figures"), [this] { return figures().shownFigures(); }),
            tableExportAction(*m_figuresDock, async, tr("Devices"), [this] { return figures().shownDevices(); })};
}

void EdgePage::resetLayout()
{
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    addDockWidget(Qt::LeftDockWidgetArea, m_setupDock);
    addDockWidget(Qt::RightDockWidgetArea, m_figuresDock);
    for (QDockWidget* dock : {m_setupDock, m_figuresDock}) {
        dock->setFloating(false);
        dock->show();
    }
    resizeDocks({m_setupDock, m_figuresDock}, {kSetupWidth, kFiguresWidth}, Qt::Horizontal);
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
