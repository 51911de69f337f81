// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/project_actions.h"

#include "core/jobs/live_work.h"
#include "core/runs/import_runs.h"
#include "ui/shell/disk_use_dialog.h"
#include "ui/shell/user_dirs.h"
#include "ui/style/icons.h"
#include "ui/widgets/import_dialog.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>

namespace cobench::ui {

namespace {

const QString kSuffix = QStringLiteral(".cobench");

bool isProject(const QString& path)
{
    return path.endsWith(kSuffix) && !QFileInfo(path).isDir();
}

QString projectFilter()
{
    return ProjectActions::tr("CoBench projects (*.cobench)");
}

io::LoadPoolOptions toOptions(const QStringList& paths)
{
    io::LoadPoolOptions options;
    for (const QString& path : paths)
        options.inputs.push_back(QFileInfo(path).absoluteFilePath().toStdString());
    return options;
}

QString untitledProject()
{
    for (int number = 1;; ++number) {
        QString path = QStringLiteral("%1/untitled-%2%3").arg(dataDir()).arg(number).arg(kSuffix);
        if (!QFileInfo::exists(path))
            return path;
    }
}

} // namespace

NamedPaths sortPaths(const QStringList& paths)
{
    NamedPaths named;
    for (const QString& path : paths) {
        if (isProject(path))
            named.project = path;
        else if (BundleActions::isBundle(path))
            named.bundle = path;
        else
            named.predictions << path;
    }
    return named;
}

ProjectActions::ProjectActions(Workbench& bench, BannerStack& banners, QWidget* window)
    : QObject(window)
    , m_bench(bench)
    , m_banners(banners)
    , m_window(window)
    , m_bundles(new BundleActions(bench, window))
    , m_runs(bench.engine, bench.editor.undoStack())
    , m_new(action(tr("&New project…"), QStringLiteral("new"), QKeySequence::New, &ProjectActions::askNew))
    , m_open(action(tr("&Open…"), QStringLiteral("open"), QKeySequence::Open, &ProjectActions::askOpen))
    , m_import(action(tr("&Import predictions…"),
          QStringLiteral("import"),
          QKeySequence(tr("Ctrl+I")),
          &ProjectActions::askImportFiles))
    , m_importFolder(action(tr("Import a &folder…"),
          QStringLiteral("open"),
          QKeySequence(tr("Ctrl+Shift+I")),
          &ProjectActions::askImportFolder))
    , m_importOptions(action(tr("Import with &labels or options…"),
          QStringLiteral("truth"),
          QKeySequence(tr("Ctrl+Alt+I")),
          &ProjectActions::askImportWithOptions))
    , m_saveAs(action(tr("Save &as…"), QStringLiteral("save"), QKeySequence::SaveAs, &ProjectActions::askSaveAs))
    , m_moveTo(action(tr("&Move to…"), QStringLiteral("save"), {}, &ProjectActions::askMove))
    , m_diskUse(action(tr("&Disk use…"), QStringLiteral("disk"), {}, &ProjectActions::showDiskUse))
    , m_close(
          action(tr("&Close project"), QStringLiteral("close"), QKeySequence::Close, &ProjectActions::closeProject))
{
    connect(&m_bench.workspace, &Workspace::projectChanged, this, &ProjectActions::projectChanged);
    connect(&m_bench.workspace, &Workspace::poolsChanged, this, &ProjectActions::refreshActions);
    connect(&m_runs, &RunEditor::imported, &m_bench.workspace, &Workspace::told);
    connect(&m_bench.workspace, &Workspace::openFailed, this, &ProjectActions::openFailed);
    projectChanged();
}

QAction* ProjectActions::action(
    const QString& text, const QString& iconName, const QKeySequence& keys, void (ProjectActions::*run)())
{
    auto* made = new QAction(icon(iconName), text, this);
    made->setShortcut(keys);
    connect(made, &QAction::triggered, this, run);
    return made;
}

void ProjectActions::fillMenu(QMenu& menu)
{
    menu.addActions({m_new, m_open});
    m_recent = menu.addMenu(tr("Open &recent"));
    connect(m_recent, &QMenu::aboutToShow, this, &ProjectActions::fillRecent);
    menu.addSeparator();
    menu.addActions({m_import, m_importFolder, m_importOptions});
    menu.addSeparator();
    menu.addActions({m_saveAs, m_moveTo, m_bundles->exportAction(), m_diskUse, m_close});
}

void ProjectActions::fillRecent()
{
    m_recent->clear();
    for (const QString& path : m_bench.settings.recent)
        m_recent->addAction(QDir::toNativeSeparators(path), this, [this, path] { openProject(path); });
    if (m_recent->isEmpty())
        m_recent->addAction(tr("No projects yet"))->setEnabled(false);
}

void ProjectActions::openPaths(const QStringList& paths)
{
    const auto [project, bundle, others] = sortPaths(paths);
    QStringList predictions;
    for (const QString& path : others)
        (runs::areSweepTables(path.toStdString()) ? m_waitingRuns : predictions) << path;
    if (!predictions.isEmpty())
        m_waiting.push_back({.options = toOptions(predictions), .name = {}});
    if (!project.isEmpty())
        openProject(project);
    importWaiting();
    if (!bundle.isEmpty())
        m_bundles->askUnpack(bundle);
}

void ProjectActions::importPool(const io::LoadPoolOptions& options, const QString& name)
{
    m_waiting.push_back({.options = options, .name = name});
    importWaiting();
}

void ProjectActions::importWaiting()
{
    if (m_waiting.empty() && m_waitingRuns.isEmpty())
        return;
    if (m_bench.workspace.isOpening() || m_bench.workspace.isCopying())
        return;
    if (m_bench.workspace.isReadOnly())
        return refuseImport();
    if (!m_bench.workspace.isOpen())
        return openProject(untitledProject(), store::OpenMode::Create);
    for (const Waiting& pool : std::exchange(m_waiting, {}))
        m_bench.importer.importPool(pool.options, pool.name);
    if (!m_waitingRuns.isEmpty())
        m_runs.importFiles(m_bench.workspace.path(), std::exchange(m_waitingRuns, {}));
}

void ProjectActions::refuseImport()
{
    const auto elsewhere = [this, waiting = std::exchange(m_waiting, {}), runs = std::exchange(m_waitingRuns, {})] {
        m_waiting = waiting;
        m_waitingRuns = runs;
        openProject(untitledProject(), store::OpenMode::Create);
    };
    m_banners.post(QStringLiteral("import"),
        {.level = Banner::Level::Warning,
            .text = tr("%1 is open read-only: nothing can be imported into it.").arg(m_bench.workspace.title()),
            .actions = {{tr("Import into a new project"), elsewhere}}});
}

void ProjectActions::openProject(const QString& path, store::OpenMode mode)
{
    m_bench.workspace.open(path, mode);
}

void ProjectActions::projectChanged()
{
    const Workspace& workspace = m_bench.workspace;
    refreshActions();
    for (const QString& key : {QStringLiteral("open"), QStringLiteral("import")})
        m_banners.remove(key);
    if (!workspace.isOpen())
        return;
    m_bench.settings.addRecent(workspace.path());
    m_bench.settings.lastProject = workspace.path();
    if (m_copy && workspace.isOpenAt(m_copy->to))
        if (const Copy copy = *std::exchange(m_copy, {}); copy.isMove)
            discard(copy.from);
    importWaiting();
}

void ProjectActions::refreshActions()
{
    const Workspace& workspace = m_bench.workspace;
    for (QAction* needsProject : {m_diskUse, m_close})
        needsProject->setEnabled(workspace.isOpen());
    m_saveAs->setEnabled(workspace.isOpen() && !workspace.isCopying());
    m_moveTo->setEnabled(m_bench.editor.canEdit());
}

void ProjectActions::openFailed(const QString& path, const Error& error)
{
    m_waiting.clear();
    m_waitingRuns.clear();
    if (m_copy && m_copy->to == path)
        endCopy(*std::exchange(m_copy, {})); // what was copied stays
    if (error.isCancelled())
        return;
    if (error.code == ErrorCode::Locked || error.code == ErrorCode::NewerVersion
        || error.code == ErrorCode::ReadOnly)
        return offerReadOnly(path, error);
    m_bench.settings.recent.removeAll(path);
    m_banners.post(QStringLiteral("open"),
        {.level = Banner::Level::Error,
            .text = tr("Cannot open: %1").arg(QString::fromStdString(describe(error)))});
}

void ProjectActions::offerReadOnly(const QString& path, const Error& error)
{
    m_banners.post(QStringLiteral("open"),
        {.level = Banner::Level::Warning,
            .text = QString::fromStdString(describe(error)),
            .actions = {{tr("Open read-only"), [this, path] { openProject(path, store::OpenMode::ReadOnly); }},
                {tr("Try again"), [this, path] { openProject(path); }}}});
}

void ProjectActions::saveAs(const QString& target, bool move)
{
    Workspace& workspace = m_bench.workspace;
    const Copy copy{.from = workspace.path(), .to = QFileInfo(target).absoluteFilePath(), .isMove = move};
    if (workspace.isCopying())
        return;
    if (workspace.isClaimed())
        return Q_EMIT workspace.failed(tr("Copying the project"),
            {.code = ErrorCode::Conflict,
                .subject = copy.from.toStdString(),
                .detail = "gets the outcome of work that goes on, an import or labels",
                .cure = "wait for it, or cancel it"});
    workspace.setCopying(true);
    workspace.link().call<void>(
        m_bench.async,
        this,
        tr("Copying the project"),
        [file = copy.to.toStdString(), move](
            store::Project& project, Progress& progress, const CancelToken& cancel) -> Result<void> {
            if (auto quiet = move ? jobs::requireNoLiveWork(project.path()) : Result<void>(); !quiet)
                return quiet;
            return project.saveCopy(file, progress, cancel);
        },
        [this, copy, move](const Result<void>& result) { copied(result, copy); });
}

/// The window may show another project by now.
void ProjectActions::endCopy(const Copy& copy)
{
    if (m_bench.workspace.isOpenAt(copy.from))
        m_bench.workspace.setCopying(false);
}

void ProjectActions::copied(const Result<void>& result, const Copy& copy)
{
    if (result) {
        m_copy = copy;
        return openProject(copy.to);
    }
    endCopy(copy);
    importWaiting();
    Q_EMIT m_bench.workspace.failed(tr("Copying the project"), result.error());
}

/// The project lives elsewhere now; what it was copied from is closed already and goes to the trash, unless a run
/// was begun there meanwhile. The database first: without it nobody takes the rest for a project.
void ProjectActions::discard(const QString& source)
{
    m_bench.async.run<void>(
        this,
        {.title = {}, .lane = Lane::Store},
        [source](Progress&, const CancelToken&) -> Result<void> {
            if (auto quiet = jobs::requireNoLiveWork(source.toStdString()); !quiet)
                return quiet;
            for (const QString& part : {source, source + QStringLiteral(".d")})
                if (!QFile::moveToTrash(part))
                    return Error{.code = ErrorCode::Unreadable,
                        .subject = part.toStdString(),
                        .detail = "cannot be put into the trash",
                        .cure = "the project was copied; remove what is left of it here yourself"};
            return {};
        },
        [this, source](const Result<void>& discarded) {
            if (!discarded)
                Q_EMIT m_bench.workspace.failed(tr("Removing %1").arg(source), discarded.error());
        });
}

QString ProjectActions::askTarget(const QString& title)
{
    const QString start = QDir::homePath() + QLatin1Char('/') + m_bench.workspace.title() + kSuffix;
    QString path = QFileDialog::getSaveFileName(m_window, title, start, projectFilter());
    if (!path.isEmpty() && !path.endsWith(kSuffix))
        path += kSuffix;
    return path;
}

void ProjectActions::askNew()
{
    if (const QString path = askTarget(tr("New project")); !path.isEmpty())
        openProject(path, store::OpenMode::Create);
}

void ProjectActions::askOpen()
{
    const QString path = QFileDialog::getOpenFileName(
        m_window, tr("Open"), {}, tr("CoBench projects and bundles (*.cobench *.cobenchz);;All files (*)"));
    if (!path.isEmpty())
        openPaths({path});
}

void ProjectActions::askImportFiles()
{
    openPaths(QFileDialog::getOpenFileNames(m_window, tr("Import predictions"), {}, predictionFilter()));
}

void ProjectActions::askImportFolder()
{
    const QString path = QFileDialog::getExistingDirectory(m_window, tr("Import a folder of predictions"));
    if (!path.isEmpty())
        openPaths({path});
}

void ProjectActions::askImportWithOptions()
{
    ImportDialog dialog(m_window);
    if (dialog.exec() == QDialog::Accepted)
        importPool(dialog.options(), dialog.name());
}

void ProjectActions::showDiskUse()
{
    (new DiskUseDialog(m_bench.workspace, m_bench.editor, m_window))->show();
}

void ProjectActions::askSaveAs()
{
    if (const QString path = askTarget(tr("Save project as")); !path.isEmpty())
        saveAs(path, false);
}

void ProjectActions::askMove()
{
    if (const QString path = askTarget(tr("Move project to")); !path.isEmpty())
        saveAs(path, true);
}

void ProjectActions::closeProject()
{
    m_bench.workspace.close();
}

} // namespace cobench::ui
