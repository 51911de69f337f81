// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace cobench::ui {

class MainWindow;

/// What's This, shortcuts, commands, log, about.
class HelpMenu : public QObject
{
    Q_OBJECT
public:
    HelpMenu(QMenu& menu, MainWindow& window);

private:
    void showShortcuts();
    void showCommands();
    void showLog();
    void openLogFolder();
    void about();

    MainWindow& m_window;
};

} // namespace cobench::ui
