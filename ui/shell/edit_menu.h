// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/workbench.h"

#include <QMenu>

namespace cobench::ui {

class MainWindow;

/// Undo, redo, preferences.
class EditMenu : public QObject
{
    Q_OBJECT
public:
    EditMenu(Workbench& bench, QMenu& menu, MainWindow& window);

private:
    void preferences();

    Workbench& m_bench;
    MainWindow& m_window;
};

} // namespace cobench::ui
