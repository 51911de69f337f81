// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page_list.h"
#include "ui/shell/workbench.h"
#include "ui/widgets/banner_stack.h"

#include <QMainWindow>
#include <QMap>

class QStackedWidget;
class QVBoxLayout;

namespace cobench::ui {

class AddToReport;
class DemoStarter;
class Layouts;
class LazyDock;
class LearnMenu;
class NavigationRail;
class PoolBar;
class ProjectActions;

/// The window: pages on the left edge, messages above them, work in the status bar. It composes; what it shows
/// lives in the workbench, which outlives it.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    explicit MainWindow(Workbench& bench);
    ~MainWindow() override;

    const QMap<QString, Page*>& pages() const { return m_pages; } // visited ones
    Page* currentPage() const;
    /// Opens what Workbench::openFirst() says, if that has not begun before the window was made, imports the
    /// prediction files among the paths, and allows what may follow the first paint.
    void start(const QStringList& paths);
    void showPage(const QString& id);
    void resetLayout();
    /// Below the pages.
    void addStrip(QWidget& strip);
    /// Closes even while working; for the end of the desktop session.
    void closeUnasked();
    DemoStarter& demo() { return *m_demo; }
    LearnMenu& learn() { return *m_learn; }
    ProjectActions& projectActions() { return *m_projectActions; }
    BannerStack& banners() { return *m_banners; }
    Workbench& bench() { return m_bench; }
    NavigationRail& navigation() { return *m_navigation; }
    QDockWidget* trainingDock() const { return m_trainingDock; }
    QDockWidget* importDock() const { return m_importDock; }

Q_SIGNALS:
    void firstPainted();
    /// What is open, with all that is computed for the current page, has been painted. Once.
    void shownData();
    void pageShown(Page* page);

protected:
    void paintEvent(QPaintEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void awaitProject();
    void setupUi();
    void createDocks();
    void equip(QWidget& root);
    void createMenus();
    void connectBench();
    void refreshTitle();
    void writeSession();
    void tellShown();
    bool mayClose();

    Workbench& m_bench;
    std::vector<PageEntry> m_entries;
    QMap<QString, Page*> m_pages;
    QWidget* m_center;
    BannerStack* m_banners;
    NavigationRail* m_navigation;
    QStackedWidget* m_stack;
    PoolBar* m_poolBar;
    ProjectActions* m_projectActions;
    DemoStarter* m_demo;
    Layouts* m_layouts;
    AddToReport* m_addToReport;
    LearnMenu* m_learn = nullptr;
    QVBoxLayout* m_column = nullptr;
    LazyDock* m_trainingDock = nullptr;
    LazyDock* m_importDock = nullptr;
    bool m_unasked = false;
    bool m_painted = false;
    bool m_hasData = false; // everything asked for has been worked out once
    bool m_toldShown = false;
};

} // namespace cobench::ui
