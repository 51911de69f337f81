// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "ui/learn/learn_menu.h"
#include "ui/pages/reports/add_to_report.h"
#include "ui/shell/demo_starter.h"
#include "ui/shell/edit_menu.h"
#include "ui/shell/help_menu.h"
#include "ui/shell/layouts.h"
#include "ui/shell/notices.h"
#include "ui/shell/plot_colours.h"
#include "ui/shell/project_actions.h"
#include "ui/shell/training_dock.h"
#include "ui/shell/view_menu.h"
#include "ui/widgets/import_report_view.h"
#include "ui/widgets/job_status.h"
#include "ui/widgets/lazy_dock.h"
#include "ui/widgets/navigation_rail.h"
#include "ui/widgets/pool_bar.h"

#include <QCloseEvent>
#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDragEnterEvent>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QScreen>
#include <QShortcut>
#include <QStackedWidget>
#include <QStatusBar>
#include <QThread>
#include <QTimer>
#include <QVBoxLayout>

namespace cobench::ui {

namespace {

constexpr QSize kFirstSize{1440, 900};
constexpr int kPatienceMs = 50;
constexpr int kImportWidth = 520; // file, place, finding and cure side by side
constexpr int kMessageMs = 4000;

/// The window need not be as large as pages that nobody sees.
void showOnly(QStackedWidget& stack, QWidget& page)
{
    page.setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    stack.setCurrentWidget(&page);
    for (int i = 0; i < stack.count(); ++i)
        if (stack.widget(i) != &page)
            stack.widget(i)->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
}

QStringList localPaths(const QMimeData& data)
{
    QStringList paths;
    for (const QUrl& url : data.urls())
        if (url.isLocalFile())
            paths << url.toLocalFile();
    return paths;
}

} // namespace

MainWindow::MainWindow(Workbench& bench)
    : m_bench(bench)
    , m_entries(pageList())
    , m_center(new QWidget(this))
    , m_banners(new BannerStack(m_center))
    , m_navigation(new NavigationRail(m_center))
    , m_stack(new QStackedWidget(m_center))
    , m_poolBar(new PoolBar(bench.workspace, bench.editor, m_center))
    , m_projectActions(new ProjectActions(bench, *m_banners, this))
    , m_demo(new DemoStarter(bench, *m_banners, *m_projectActions, this))
    , m_layouts(new Layouts(bench.settings, *this))
    , m_addToReport(new AddToReport(bench.reports, this))
{
    setAcceptDrops(true);
    resize(kFirstSize.boundedTo(screen()->availableSize()));
    setupUi();
    createDocks();
    createMenus();
    connectBench();
    connect(m_addToReport, &AddToReport::added, this, [this](const QString& report) {
        statusBar()->showMessage(tr("Added to %1").arg(report), kMessageMs);
    });
    new Notices(bench, *m_banners, *this);
    awaitProject();
    resetLayout();
    m_layouts->restoreLast();
    showPage(bench.settings.lastPage);
    refreshTitle();
}

MainWindow::~MainWindow() = default;

/// A page that is made with its data at hand is filled and laid out once: worth a short wait before anything shows.
void MainWindow::awaitProject()
{
    const QDeadlineTimer patience(kPatienceMs);
    m_bench.async.deliver();
    while (m_bench.workspace.isOpening() && !patience.hasExpired()) {
        QThread::usleep(500);
        m_bench.async.deliver();
    }
}

void MainWindow::setupUi()
{
    auto* row = new QHBoxLayout(m_center);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_navigation);
    m_column = new QVBoxLayout;
    m_column->setSpacing(0);
    m_column->addWidget(m_banners);
    m_column->addWidget(m_poolBar);
    m_column->addWidget(m_stack, 1);
    row->addLayout(m_column, 1);
    setCentralWidget(m_center);
    for (const auto& entry : m_entries)
        addAction(m_navigation->addPage(entry.id, entry.title, entry.icon));
    connect(m_navigation, &NavigationRail::pageChosen, this, &MainWindow::showPage);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addPermanentWidget(new JobStatus(m_bench.async.jobs(), this));
    auto* escape = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    connect(escape, &QShortcut::activated, &m_bench.selection, &Selection::clear);
}

void MainWindow::addStrip(QWidget& strip)
{
    m_column->addWidget(&strip);
}

void MainWindow::createDocks()
{
    auto* training = new TrainingDock(m_bench, this);
    m_trainingDock = training;
    m_importDock = new LazyDock(
        QStringLiteral("import"),
        tr("Import"),
        [this](QWidget* parent) { return new ImportReportView(m_bench.importer, parent); },
        this);
    addDockWidget(Qt::BottomDockWidgetArea, m_trainingDock);
    addDockWidget(Qt::RightDockWidgetArea, m_importDock);
    connect(
        &m_bench.importer, &Importer::finished, this, [this](const std::shared_ptr<const ImportReport>& result) {
            static_cast<ImportReportView&>(m_importDock->content()).show(result);
            if (result->isClean() || m_importDock->isVisible())
                return;
            m_importDock->show();
            resizeDocks({m_importDock}, {kImportWidth}, Qt::Horizontal);
        });
    connect(m_demo, &DemoStarter::submitted, training, &TrainingDock::offer);
}

void MainWindow::createMenus()
{
    QMenu* file = menuBar()->addMenu(tr("&File"));
    m_projectActions->fillMenu(*file);
    file->addAction(&m_demo->trainAction());
    file->addSeparator();
    QMenu* exports = file->addMenu(tr("&Export"));
    connect(exports, &QMenu::aboutToShow, this, [this, exports] {
        exports->clear();
        exports->addActions(currentPage()->exportActions());
        exports->setEnabled(!exports->isEmpty());
    });
    file->addSeparator();
    file->addAction(tr("&Quit"), QKeySequence::Quit, this, &QWidget::close);
    new EditMenu(m_bench, *menuBar()->addMenu(tr("&Edit")), *this);
    new ViewMenu(m_bench, *m_layouts, *menuBar()->addMenu(tr("&View")), *this);
    m_learn = new LearnMenu(*menuBar()->addMenu(tr("&Learn")), *this);
    new HelpMenu(*menuBar()->addMenu(tr("&Help")), *this);
}

void MainWindow::connectBench()
{
    connect(&m_bench.workspace, &Workspace::projectChanged, this, &MainWindow::refreshTitle);
    connect(&m_bench.workspace, &Workspace::projectChanged, this, &MainWindow::writeSession);
    connect(&m_bench.workspace, &Workspace::splitChanged, this, &MainWindow::writeSession);
    connect(&m_bench.theme, &ThemeSwitch::changed, this, [this] { applyPlotColours(*this, m_bench); });
    connect(&m_bench.async, &Async::idle, this, [this] {
        m_hasData = m_bench.workspace.prepared() != nullptr;
        QTimer::singleShot(0, this, &MainWindow::tellShown); // after the replots, which are queued too
    });
    connect(this, &MainWindow::firstPainted, this, &MainWindow::tellShown);
}

void MainWindow::start(const QStringList& paths)
{
    connect(this, &MainWindow::firstPainted, this, [this] {
        m_bench.theme.followDesktop();
        m_demo->allowEngine();
    });
    if (!m_bench.workspace.isOpen() && !m_bench.workspace.isOpening())
        m_bench.openFirst(paths);
    const NamedPaths named = sortPaths(paths); // its project is on its way already
    m_projectActions->openPaths(
        named.bundle.isEmpty() ? named.predictions : named.predictions + QStringList{named.bundle});
}

void MainWindow::tellShown()
{
    if (m_toldShown || !m_painted || !m_hasData)
        return;
    m_toldShown = true;
    QCoreApplication::sendPostedEvents(nullptr, QEvent::UpdateRequest); // paints what still waits for it
    Q_EMIT shownData();
}

void MainWindow::refreshTitle()
{
    const Workspace& workspace = m_bench.workspace;
    const QString readOnly = workspace.isReadOnly() ? tr(" (read-only)") : QString();
    setWindowTitle(workspace.isOpen() ? workspace.title() + readOnly + QStringLiteral(" – CoBench")
                                      : QStringLiteral("CoBench"));
    setWindowFilePath(workspace.path());
    m_poolBar->setVisible(workspace.isOpen());
}

Page* MainWindow::currentPage() const
{
    return static_cast<Page*>(m_stack->currentWidget());
}

void MainWindow::showPage(const QString& id)
{
    auto entry = std::ranges::find(m_entries, id, &PageEntry::id);
    if (entry == m_entries.end())
        entry = m_entries.begin();
    Page*& page = m_pages[entry->id];
    if (!page) {
        page = entry->make(m_bench.context(*m_projectActions->importAction(), m_demo->trainAction()), m_stack);
        page->setObjectName(entry->id);
        connect(page, &Page::contentMade, this, [this](QWidget* content) { equip(*content->parentWidget()); });
        page->resetLayout();
        m_layouts->restorePage(entry->id, *page);
        if (m_bench.settings.views.contains(entry->id))
            page->restoreViewState(m_bench.settings.views.value(entry->id));
        m_stack->addWidget(page);
        applyPlotColours(*page, m_bench);
    }
    m_addToReport->attach(*page);
    showOnly(*m_stack, *page);
    m_navigation->setCurrent(entry->id);
    m_bench.settings.lastPage = entry->id;
    writeSession();
    Q_EMIT pageShown(page);
}

/// What every chart below `root` has of the window.
void MainWindow::equip(QWidget& root)
{
    applyPlotColours(root, m_bench);
    m_addToReport->attach(root);
}

void MainWindow::resetLayout()
{
    m_trainingDock->hide();
    m_importDock->hide();
    for (Page* page : std::as_const(m_pages))
        page->restoreLayout({}, 0);
}

void MainWindow::writeSession()
{
    const Workspace& workspace = m_bench.workspace;
    if (!workspace.isOpen())
        return m_bench.session.write({});
    m_bench.session.write({{QStringLiteral("project"), workspace.path()},
        {QStringLiteral("readOnly"), workspace.isReadOnly()},
        {QStringLiteral("page"), m_bench.settings.lastPage}});
}

void MainWindow::paintEvent(QPaintEvent* event)
{
    QMainWindow::paintEvent(event);
    if (!std::exchange(m_painted, true))
        QTimer::singleShot(0, this, &MainWindow::firstPainted);
}

bool MainWindow::mayClose()
{
    const QString ending = m_bench.async.jobs().endingWithWindow();
    if (m_unasked || ending.isEmpty())
        return true;
    const auto answer = QMessageBox::question(this,
        tr("Work is going on"),
        tr("CoBench is still working on “%1”. Close and cancel it? Nothing that was saved is lost.").arg(ending),
        QMessageBox::Close | QMessageBox::Cancel,
        QMessageBox::Cancel);
    return answer == QMessageBox::Close;
}

void MainWindow::closeUnasked()
{
    m_unasked = true;
    close();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!mayClose())
        return event->ignore();
    m_learn->player().stop(); // gives back what the person had
    m_layouts->rememberCurrent();
    for (auto page = m_pages.cbegin(); page != m_pages.cend(); ++page)
        m_bench.settings.views.insert(page.key(), page.value()->viewState());
    m_bench.saveSettings();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!localPaths(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    m_projectActions->openPaths(localPaths(*event->mimeData()));
}

} // namespace cobench::ui
