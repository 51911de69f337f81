// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/learning_rates_page.h"

#include "plots/curves.h"
#include "plots/landscape.h"
#include "plots/scatter.h"
#include "plots/schedule.h"
#include "ui/bridge/engine_link.h"
#include "ui/pages/learning_rates/code_panel.h"
#include "ui/pages/learning_rates/composer_panel.h"
#include "ui/pages/learning_rates/library_panel.h"
#include "ui/pages/learning_rates/plateau_panel.h"
#include "ui/pages/learning_rates/race_panel.h"
#include "ui/pages/learning_rates/range_panel.h"
#include "ui/pages/learning_rates/rank_panel.h"
#include "ui/pages/learning_rates/segment_panel.h"
#include "ui/pages/learning_rates/sweeps_panel.h"
#include "ui/pages/runs/ask_for_runs.h"
#include "ui/widgets/plot_export.h"

#include <algorithm>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

constexpr int kLibraryWidth = 330; // pixels
constexpr int kRaceWidth = 460;
constexpr int kBottomHeight = 340; // at most: a few rows of a ranking and its chart, below what is chosen there

MakeTrainer trainerOf(const EngineLink& engine, const Workspace& workspace)
{
    return [connect = engine.connector(),
               project = workspace.path().toStdString()]() -> Result<std::unique_ptr<jobs::RunTrainer>> {
        auto client = connect();
        if (!client)
            return client.error();
        return std::unique_ptr<jobs::RunTrainer>(new EngineTrainer(*std::move(client), project));
    };
}

} // namespace

LearningRatesPage::LearningRatesPage(const PageContext& context, QWidget* parent)
    : Page(parent)
    , m_composer(context.workspace, context.editor, context.policies)
    , m_rangeTests(context.workspace,
          [&engine = context.engine, &workspace = context.workspace] { return trainerOf(engine, workspace); })
    , m_rankings(context.workspace,
          [&engine = context.engine, &workspace = context.workspace] { return trainerOf(engine, workspace); })
    , m_runEditor(context.engine, context.editor.undoStack())
    , m_panel(new ComposerPanel(m_composer, this))
{
    setCentralWidget(m_panel);
    setDockNestingEnabled(true);
    addDocks();
    addDocksOfRuns(context);
    createExports();
}

template <typename Content>
LazyDock* LearningRatesPage::addDock(const QString& name, const QString& title)
{
    return Page::addDock(name, title, [this](QWidget* parent) { return new Content(m_composer, parent); });
}

void LearningRatesPage::addDocks()
{
    m_libraryDock = addDock<LibraryPanel>(u"library"_s, tr("Library"));
    m_segmentDock = addDock<SegmentPanel>(u"segments"_s, tr("Segments"));
    m_raceDock = addDock<RacePanel>(u"landscape"_s, tr("Landscape"));
    m_codeDock = addDock<CodePanel>(u"code"_s, tr("Code"));
    m_rangeDock = Page::addDock(u"range-test"_s, tr("Range test"), [this](QWidget* parent) {
        return new RangePanel(m_composer, m_rangeTests, parent);
    });
    m_rankDock = Page::addDock(u"ranking"_s, tr("Ranking"), [this](QWidget* parent) {
        return new RankPanel(m_composer, m_rankings, m_rangeTests, parent);
    });
}

void LearningRatesPage::addDocksOfRuns(const PageContext& context)
{
    m_plateauDock
        = Page::addDock(u"plateau"_s, tr("Plateau replay"), [this, &engine = context.engine](QWidget* parent) {
              return new PlateauPanel(m_composer, runs(engine), parent);
          });
    m_sweepsDock = Page::addDock(u"sweeps"_s, tr("Sweeps"), [this, &engine = context.engine](QWidget* parent) {
        auto* panel = new SweepsPanel(runs(engine), parent);
        connect(panel, &SweepsPanel::importWanted, this, &LearningRatesPage::importRuns);
        return panel;
    });
    connect(&m_runEditor, &RunEditor::imported, &context.workspace, &Workspace::told);
}

RunCatalog& LearningRatesPage::runs(EngineLink& engine)
{
    if (!m_runs)
        m_runs = std::make_unique<RunCatalog>(m_composer.workspace(), engine);
    return *m_runs;
}

void LearningRatesPage::importRuns()
{
    Workspace& workspace = m_composer.workspace();
    if (!workspace.isOpen() || workspace.isReadOnly()) {
        Q_EMIT workspace.told(tr("Open a project that can be written to: runs are taken into it"));
        return;
    }
    askForRuns(
        this, [this](const QStringList& paths) { m_runEditor.importFiles(m_composer.workspace().path(), paths); });
}

LibraryPanel& LearningRatesPage::library()
{
    return static_cast<LibraryPanel&>(m_libraryDock->content());
}

SegmentPanel& LearningRatesPage::segments()
{
    return static_cast<SegmentPanel&>(m_segmentDock->content());
}

RacePanel& LearningRatesPage::race()
{
    return static_cast<RacePanel&>(m_raceDock->content());
}

CodePanel& LearningRatesPage::code()
{
    return static_cast<CodePanel&>(m_codeDock->content());
}

RangePanel& LearningRatesPage::rangePanel()
{
    return static_cast<RangePanel&>(m_rangeDock->content());
}

RankPanel& LearningRatesPage::ranking()
{
    return static_cast<RankPanel&>(m_rankDock->content());
}

PlateauPanel& LearningRatesPage::plateau()
{
    return static_cast<PlateauPanel&>(m_plateauDock->content());
}

SweepsPanel& LearningRatesPage::sweeps()
{
    return static_cast<SweepsPanel&>(m_sweepsDock->content());
}

void LearningRatesPage::createExports()
{
    Async& async = m_composer.workspace().async();
    using Plot = plots::PlotWidget;
    m_exports = {plotExportAction(m_panel->curve(), tr("Learning rates"), this),
        tableExportAction(*m_segmentDock, async, tr("Segments"), [this] { return segments().shownTable(); }),
        plotExportAction(*m_raceDock, async, tr("Landscape"), [this]() -> Plot& { return race().map(); }),
        plotExportAction(
            *m_raceDock, async, tr("Losses of the race"), [this]() -> Plot& { return race().losses(); }),
        tableExportAction(*m_raceDock, async, tr("Racers"), [this] { return race().shownTable(); }),
        plotExportAction(
            *m_rangeDock, async, tr("Range test"), [this]() -> Plot& { return rangePanel().curves(); }),
        tableExportAction(*m_rangeDock, async, tr("Range tests"), [this] { return rangePanel().shownTable(); }),
        plotExportAction(
            *m_rankDock, async, tr("Front of the ranking"), [this]() -> Plot& { return ranking().front(); }),
        tableExportAction(*m_rankDock, async, tr("Ranking"), [this] { return ranking().shownTable(); }),
        plotExportAction(
            *m_plateauDock, async, tr("Replayed curves"), [this]() -> Plot& { return plateau().monitored(); }),
        plotExportAction(
            *m_plateauDock, async, tr("Replayed rates"), [this]() -> Plot& { return plateau().rates(); }),
        tableExportAction(
            *m_plateauDock, async, tr("Decisions of a replay"), [this] { return plateau().shownTable(); }),
        plotExportAction(
            *m_sweepsDock, async, tr("Bowls of a sweep"), [this]() -> Plot& { return sweeps().bowl(); }),
        plotExportAction(
            *m_sweepsDock, async, tr("Epochs at a rate"), [this]() -> Plot& { return sweeps().epochs(); }),
        tableExportAction(*m_sweepsDock, async, tr("Rates of a sweep"), [this] { return sweeps().shownTable(); })};
}

void LearningRatesPage::resetLayout()
{
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    addDockWidget(Qt::LeftDockWidgetArea, m_libraryDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_segmentDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_rangeDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_rankDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_plateauDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_sweepsDock);
    tabifyDockWidget(m_segmentDock, m_rangeDock);
    tabifyDockWidget(m_rangeDock, m_rankDock);
    tabifyDockWidget(m_rankDock, m_plateauDock);
    tabifyDockWidget(m_plateauDock, m_sweepsDock);
    addDockWidget(Qt::RightDockWidgetArea, m_raceDock);
    addDockWidget(Qt::RightDockWidgetArea, m_codeDock);
    tabifyDockWidget(m_raceDock, m_codeDock);
    for (QDockWidget* dock : {m_libraryDock,
             m_segmentDock,
             m_rangeDock,
             m_rankDock,
             m_plateauDock,
             m_sweepsDock,
             m_raceDock,
             m_codeDock}) {
        dock->setFloating(false);
        dock->show();
    }
    m_segmentDock->raise();
    m_raceDock->raise();
    resizeDocks({m_libraryDock, m_raceDock}, {kLibraryWidth, kRaceWidth}, Qt::Horizontal);
    resizeDocks({m_segmentDock}, {std::min(kBottomHeight, height() * 2 / 5)}, Qt::Vertical);
}

QJsonObject LearningRatesPage::viewState() const
{
    QJsonObject state = Page::viewState();
    state.insert(u"composer"_s, m_panel->viewState());
    return state;
}

void LearningRatesPage::restoreViewState(const QJsonObject& state)
{
    Page::restoreViewState(state);
    m_panel->restoreViewState(state["composer"_L1].toObject());
}

} // namespace cobench::ui
