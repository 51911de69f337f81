// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/runs_page.h"

#include "core/io/atomic_file.h"
#include "core/runs/export_runs.h"
#include "core/runs/run_tables.h"
#include "plots/curves.h"
#include "plots/lanes.h"
#include "ui/bridge/counted.h"
#include "ui/bridge/pool_editor.h"
#include "ui/pages/runs/config_panel.h"
#include "ui/pages/runs/curves_panel.h"
#include "ui/pages/runs/note_panel.h"
#include "ui/pages/runs/run_actions.h"
#include "ui/pages/runs/run_log_panel.h"
#include "ui/pages/runs/run_table_view.h"
#include "ui/pages/runs/trace_panel.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/plot_export.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QKeyEvent>
#include <QMimeData>

#include <algorithm>

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
    , m_tracer(m_catalog)
    , m_editor(context.engine, context.editor.undoStack())
    , m_curves(new CurvesPanel(m_presenter, this))
    , m_tableDock(addDock<RunTableView>(u"runs"_s, tr("Runs"), m_catalog))
    , m_traceDock(addDock<TracePanel>(u"trace"_s, tr("Trace"), m_tracer))
    , m_configDock(addDock<ConfigPanel>(u"configurations"_s, tr("Configurations"), m_catalog))
    , m_logDock(addDock<RunLogPanel>(u"run-log"_s, tr("Log"), m_catalog))
    , m_noteDock(Page::addDock(
          u"notes"_s, tr("Notes"), [this](QWidget* frame) { return new NotePanel(m_catalog, m_editor, frame); }))
    , m_table(&static_cast<RunTableView&>(m_tableDock->content()))
    , m_actions(new RunActions(m_catalog, context.editor, m_editor, context.policies, *m_table))
    , m_empty(makeEmptyState(context))
{
    m_curves->setObjectName(u"curves"_s);
    setCentralWidget(m_curves);
    setDockNestingEnabled(true);
    setAcceptDrops(true);
    connectAll();
    createExports();
    chosenChanged();
    refresh();
}

template <typename Content, typename Argument>
LazyDock* RunsPage::addDock(const QString& name, const QString& title, Argument& argument)
{
    return Page::addDock(name, title, [&argument](QWidget* parent) { return new Content(argument, parent); });
}

ConfigPanel& RunsPage::configs()
{
    return static_cast<ConfigPanel&>(m_configDock->content());
}

RunLogPanel& RunsPage::log()
{
    return static_cast<RunLogPanel&>(m_logDock->content());
}

NotePanel& RunsPage::notes()
{
    return static_cast<NotePanel&>(m_noteDock->content());
}

TracePanel& RunsPage::trace()
{
    return static_cast<TracePanel&>(m_traceDock->content());
}

EmptyState* RunsPage::makeEmptyState(const PageContext& context)
{
    auto* empty = new EmptyState(u"runs"_s,
        tr("No training run yet"),
        tr("A run is one training of one network: what was set, what it recorded, what it predicts at its end."),
        this);
    connect(empty->addAction(tr("New runs…")), &QAction::triggered, &m_actions->launch(), &QAction::trigger);
    connect(empty->addAction(tr("Import runs…")), &QAction::triggered, &m_actions->import(), &QAction::trigger);
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
    connect(&m_tracer, &TracePresenter::failed, &m_catalog.workspace(), &Workspace::failed);
    for (LazyDock* dock : {m_configDock, m_logDock, m_noteDock})
        connect(dock, &LazyDock::made, this, &RunsPage::chosenChanged);
}

void RunsPage::createExports()
{
    Async& async = m_catalog.workspace().async();
    m_exports = {plotExportAction(m_curves->curves(), tr("Curves"), this),
        plotExportAction(
            *m_traceDock, async, tr("Trace"), [this]() -> plots::PlotWidget& { return trace().lanes(); }),
        tableExportAction(
            tr("Run table"), [this] { return m_table->shownTable(false); }, this),
        tableExportAction(*m_configDock, async, tr("Configurations"), [this] { return configs().shownTable(); }),
        textExport(tr("Scalars of the runs (CSV)…"), tr("Scalars (*.csv)"), runs::scalarsCsv),
        textExport(tr("Last values of the runs (LaTeX)…"),
            tr("LaTeX (*.tex)"),
            [](const auto& store, const auto& rows) { return runs::latexTable(store, rows, {}); }),
        eventsExport()};
}

/// The chosen runs as a text that is made on a worker and written where a person says.
QAction* RunsPage::textExport(const QString& title, const QString& filter, const TextOf& textOf)
{
    auto* action = new QAction(title, this);
    connect(action, &QAction::triggered, this, [this, title, filter, textOf] {
        const QString path = QFileDialog::getSaveFileName(this, title, {}, filter);
        if (!path.isEmpty())
            exportRuns(title, [path, textOf](const store::RunStore& store, const auto& rows) -> Result<void> {
                const auto text = textOf(store, rows);
                if (!text)
                    return text.error();
                return io::writeFile(path.toStdString(), *text);
            });
    });
    return action;
}

QAction* RunsPage::eventsExport()
{
    auto* action = new QAction(tr("Event files of the runs (TensorBoard)…"), this);
    connect(action, &QAction::triggered, this, [this, action] {
        const QString folder = QFileDialog::getExistingDirectory(this, action->text());
        if (!folder.isEmpty())
            exportRuns(action->text(), [folder](const store::RunStore& store, const auto& rows) -> Result<void> {
                const auto files = runs::writeEventFiles(store, rows, folder.toStdString());
                return files ? Result<void>() : Result<void>(files.error());
            });
    });
    return action;
}

void RunsPage::exportRuns(const QString& title, const WriteRuns& write)
{
    Workspace& workspace = m_catalog.workspace();
    workspace.async().run<std::size_t>(
        this,
        {.title = title},
        [project = workspace.path().toStdString(), chosen = m_table->chosen(), write](
            Progress&, const CancelToken&) -> Result<std::size_t> {
            const auto store = store::RunStore::open(project, store::RunStore::Role::Reader);
            if (!store)
                return store.error();
            const auto rows = runs::rowsOf(**store, chosen);
            if (!rows)
                return rows.error();
            if (auto written = write(**store, *rows); !written)
                return std::move(written).error();
            return rows->size();
        },
        [&workspace, title](const Result<std::size_t>& count) {
            if (count)
                Q_EMIT workspace.told(tr("Exported %1").arg(counted(*count, tr("run"), tr("runs"))));
            else
                Q_EMIT workspace.failed(title, count.error());
        });
}

void RunsPage::resetLayout()
{
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    addDockWidget(Qt::BottomDockWidgetArea, m_tableDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_traceDock);
    addDockWidget(Qt::RightDockWidgetArea, m_configDock);
    addDockWidget(Qt::RightDockWidgetArea, m_logDock);
    tabifyDockWidget(m_tableDock, m_traceDock);
    addDockWidget(Qt::RightDockWidgetArea, m_noteDock);
    tabifyDockWidget(m_configDock, m_logDock);
    tabifyDockWidget(m_configDock, m_noteDock);
    for (QDockWidget* dock : {m_tableDock, m_traceDock, m_configDock, m_logDock, m_noteDock}) {
        dock->setFloating(false);
        dock->show();
    }
    m_tableDock->raise();
    m_configDock->raise();
    resizeDocks({m_configDock}, {kSideWidth}, Qt::Horizontal);
    resizeDocks({m_tableDock}, {std::max(kTableHeight, height() * 9 / 20)}, Qt::Vertical);
}

void RunsPage::chosenChanged()
{
    const std::vector<RunId> chosen = m_table->chosen();
    m_presenter.setRuns(chosen, m_table->chosenFilter());
    m_tracer.setRun(tracedRun());
    if (m_configDock->isMade())
        configs().setRuns(chosen);
    if (m_logDock->isMade())
        log().setRuns(m_table->selected());
    if (m_noteDock->isMade())
        notes().setRuns(m_table->selected());
}

/// The first that is selected, else one that goes on, else the newest.
std::optional<RunId> RunsPage::tracedRun() const
{
    const std::vector<RunId> selected = m_table->selected();
    if (!selected.empty())
        return selected.front();
    const std::vector<RunId> chosen = m_table->chosen();
    for (const RunId run : chosen)
        if (m_catalog.track(run))
            return run;
    return chosen.empty() ? std::nullopt : std::optional(chosen.back());
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

void RunsPage::dragEnterEvent(QDragEnterEvent* event)
{
    if (m_actions->import().isEnabled() && event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

/// What is dropped on this page are runs; elsewhere it is predictions.
void RunsPage::dropEvent(QDropEvent* event)
{
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile())
            paths += url.toLocalFile();
    if (paths.isEmpty())
        return;
    event->acceptProposedAction();
    m_actions->importFiles(paths);
}

QJsonObject RunsPage::viewState() const
{
    QJsonObject state = Page::viewState();
    state.insert(u"table"_s, m_table->viewState());
    state.insert(u"curves"_s, m_curves->viewState());
    return state;
}

void RunsPage::restoreViewState(const QJsonObject& state)
{
    Page::restoreViewState(state);
    m_table->restoreViewState(state["table"_L1].toObject());
    m_curves->restoreViewState(state["curves"_L1].toObject());
}

} // namespace cobench::ui
