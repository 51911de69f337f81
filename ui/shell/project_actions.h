// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/run_editor.h"
#include "ui/shell/bundle_actions.h"
#include "ui/shell/workbench.h"
#include "ui/widgets/banner_stack.h"

#include <QAction>
#include <QMenu>

namespace cobench::ui {

/// Paths as a person names them: the last project and the last bundle among them, and everything else.
struct NamedPaths {
    QString project;
    QString bundle;
    QStringList predictions;
};
NamedPaths sortPaths(const QStringList& paths);

/// File menu: what opens, imports, copies and closes projects. Paths that reach the program by dialog, drop or
/// command line go through openPaths().
class ProjectActions : public QObject
{
    Q_OBJECT
public:
    ProjectActions(Workbench& bench, BannerStack& banners, QWidget* window);

    void fillMenu(QMenu& menu);
    QAction* importAction() const { return m_import; }
    QAction* openAction() const { return m_open; }
    BundleActions& bundles() { return *m_bundles; }

    /// Projects are opened and bundles unpacked (the last one wins), everything else is imported together as one
    /// pool. Without an open project one is made for it; into a read-only one nothing is imported.
    void openPaths(const QStringList& paths);
    void importPool(const io::LoadPoolOptions& options, const QString& name = {});
    void openProject(const QString& path, store::OpenMode mode = store::OpenMode::ReadWrite);
    /// Copies everything to `target` and goes on there; nothing can be changed meanwhile. A move then puts what was
    /// copied into the trash; it is refused while runs of the project go on.
    void saveAs(const QString& target, bool move);

private:
    struct Copy {
        QString from;
        QString to;
        bool isMove = false;
    };
    QAction* action(
        const QString& text, const QString& iconName, const QKeySequence& keys, void (ProjectActions::*run)());
    void askNew();
    void askOpen();
    void askImportFiles();
    void askImportFolder();
    void askImportWithOptions();
    void askSaveAs();
    void askMove();
    void closeProject();
    void showDiskUse();
    void fillRecent();
    void importWaiting();
    void refuseImport();
    void projectChanged();
    void refreshActions();
    void endCopy(const Copy& copy);
    void copied(const Result<void>& result, const Copy& copy);
    void discard(const QString& source);
    void openFailed(const QString& path, const Error& error);
    void offerReadOnly(const QString& path, const Error& error);
    QString askTarget(const QString& title);

    Workbench& m_bench;
    BannerStack& m_banners;
    QWidget* m_window;
    BundleActions* m_bundles;
    struct Waiting {
        io::LoadPoolOptions options;
        QString name;
    };
    std::vector<Waiting> m_waiting; // to import once a project is open
    QStringList m_waitingRuns; // likewise
    RunEditor m_runs;
    std::optional<Copy> m_copy; // that is made and not open yet
    QMenu* m_recent = nullptr;
    QAction* m_new;
    QAction* m_open;
    QAction* m_import;
    QAction* m_importFolder;
    QAction* m_importOptions;
    QAction* m_saveAs;
    QAction* m_moveTo;
    QAction* m_diskUse;
    QAction* m_close;
};

} // namespace cobench::ui
