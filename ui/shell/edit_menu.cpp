// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/edit_menu.h"

#include "ui/shell/main_window.h"
#include "ui/shell/plot_colours.h"
#include "ui/shell/preferences_dialog.h"
#include "ui/style/icons.h"

namespace cobench::ui {

EditMenu::EditMenu(Workbench& bench, QMenu& menu, MainWindow& window)
    : QObject(&window)
    , m_bench(bench)
    , m_window(window)
{
    QAction* undo = bench.editor.undoStack().createUndoAction(this, tr("&Undo"));
    undo->setIcon(icon(QStringLiteral("undo")));
    undo->setShortcut(QKeySequence::Undo);
    QAction* redo = bench.editor.undoStack().createRedoAction(this, tr("&Redo"));
    redo->setIcon(icon(QStringLiteral("redo")));
    redo->setShortcut(QKeySequence::Redo);
    menu.addActions({undo, redo});
    const auto refresh = [undo, redo, &bench] {
        undo->setEnabled(!bench.workspace.isCopying() && bench.editor.undoStack().canUndo());
        redo->setEnabled(!bench.workspace.isCopying() && bench.editor.undoStack().canRedo());
    };
    connect(&bench.workspace, &Workspace::poolsChanged, this, refresh);
    connect(&bench.editor.undoStack(), &QUndoStack::canUndoChanged, this, refresh); // after the actions themselves
    connect(&bench.editor.undoStack(), &QUndoStack::canRedoChanged, this, refresh);
    menu.addSeparator();
    menu.addAction(tr("&Clear selection\tEsc"), &bench.selection, &Selection::clear);
    menu.addSeparator();
    QAction* preferences
        = menu.addAction(icon(QStringLiteral("settings")), tr("&Preferences…"), this, &EditMenu::preferences);
    preferences->setShortcut(QKeySequence(tr("Ctrl+,")));
}

void EditMenu::preferences()
{
    PreferencesDialog dialog(m_bench.settings, &m_window);
    if (dialog.exec() != QDialog::Accepted)
        return;
    dialog.apply(m_bench.settings);
    m_bench.theme.setChoice(m_bench.settings.theme);
    applyPlotColours(m_window, m_bench);
    m_bench.applyLimits();
    m_bench.saveSettings();
}

} // namespace cobench::ui
