// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/view_menu.h"

#include "ui/shell/layouts.h"
#include "ui/shell/main_window.h"
#include "ui/style/icons.h"

#include <QActionGroup>
#include <QDockWidget>

namespace cobench::ui {

ViewMenu::ViewMenu(Workbench& bench, Layouts& layouts, QMenu& menu, MainWindow& window)
    : QObject(&window)
    , m_bench(bench)
    , m_window(window)
{
    addThemes(menu);
    menu.addSeparator();
    m_panels = menu.addMenu(tr("&Panels"));
    connect(m_panels, &QMenu::aboutToShow, this, &ViewMenu::fillPanels);
    layouts.fillMenu(menu);
    menu.addSeparator();
    QAction* full = menu.addAction(tr("&Full screen"));
    full->setCheckable(true);
    full->setShortcut(QKeySequence(Qt::Key_F11));
    connect(full, &QAction::toggled, &window, [&window](bool on) {
        window.setWindowState(window.windowState().setFlag(Qt::WindowFullScreen, on));
    });
}

void ViewMenu::addThemes(QMenu& menu)
{
    auto* themes = new QActionGroup(this);
    const std::pair<ThemeChoice, QString> choices[] = {{ThemeChoice::Light, tr("&Light")},
        {ThemeChoice::Dark, tr("&Dark")},
        {ThemeChoice::System, tr("As the desk&top")}};
    for (const auto& [choice, text] : choices) {
        QAction* action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(m_bench.theme.choice() == choice);
        themes->addAction(action);
        connect(action, &QAction::triggered, this, [this, wanted = choice] {
            m_bench.settings.theme = wanted;
            m_bench.theme.setChoice(wanted);
            m_bench.saveSettings();
        });
        connect(&menu, &QMenu::aboutToShow, action, [this, action, wanted = choice] {
            action->setChecked(m_bench.theme.choice() == wanted);
        });
    }
}

void ViewMenu::fillPanels()
{
    m_panels->clear();
    const auto add = [this](const QMainWindow& window) {
        for (auto* dock : window.findChildren<QDockWidget*>(QString(), Qt::FindDirectChildrenOnly))
            m_panels->addAction(dock->toggleViewAction());
    };
    add(*m_window.currentPage());
    m_panels->addSeparator();
    add(m_window);
}

} // namespace cobench::ui
