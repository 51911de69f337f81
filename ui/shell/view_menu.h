// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/workbench.h"

#include <QMenu>

namespace cobench::ui {

class Layouts;
class MainWindow;

/// Theme, panels, layouts, full screen.
class ViewMenu : public QObject
{
    Q_OBJECT
public:
    ViewMenu(Workbench& bench, Layouts& layouts, QMenu& menu, MainWindow& window);

private:
    void addThemes(QMenu& menu);
    void fillPanels();

    Workbench& m_bench;
    MainWindow& m_window;
    QMenu* m_panels = nullptr;
};

} // namespace cobench::ui
