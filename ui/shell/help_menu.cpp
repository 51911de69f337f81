// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/help_menu.h"

#include "ui/shell/command_palette.h"
#include "ui/shell/log_viewer.h"
#include "ui/shell/main_window.h"
#include "ui/shell/shortcut_sheet.h"
#include "ui/shell/user_dirs.h"
#include "ui/style/icons.h"

#include <QDesktopServices>
#include <QMenuBar>
#include <QMessageBox>
#include <QUrl>
#include <QWhatsThis>

namespace cobench::ui {

HelpMenu::HelpMenu(QMenu& menu, MainWindow& window)
    : QObject(&window)
    , m_window(window)
{
    const auto add = [&](const char* iconName, const QString& text, const QKeySequence& keys, auto run) {
        QAction* action = menu.addAction(icon(QLatin1String(iconName)), text);
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, run);
    };
    add("help", tr("&What’s this?"), QKeySequence::WhatsThis, [] { QWhatsThis::enterWhatsThisMode(); });
    add("info", tr("&Keyboard shortcuts"), QKeySequence(tr("?")), [this] { showShortcuts(); });
    add("command", tr("&Commands…"), QKeySequence(tr("Ctrl+K")), [this] { showCommands(); });
    menu.addSeparator();
    add("log", tr("&Log"), {}, [this] { showLog(); });
    add("open", tr("Open log &folder"), {}, [this] { openLogFolder(); });
    menu.addSeparator();
    add("info", tr("&About CoBench"), {}, [this] { about(); });
}

void HelpMenu::showShortcuts()
{
    ShortcutSheet(commandsOf(*m_window.menuBar()), &m_window).exec();
}

void HelpMenu::showCommands()
{
    CommandPalette(commandsOf(*m_window.menuBar()), &m_window).exec();
}

void HelpMenu::showLog()
{
    auto* viewer = new LogViewer(&m_window);
    viewer->setAttribute(Qt::WA_DeleteOnClose);
    viewer->show();
}

void HelpMenu::openLogFolder()
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(stateDir()));
}

void HelpMenu::about()
{
    QMessageBox::about(&m_window,
        tr("About CoBench"),
        tr("<h3>CoBench %1</h3><p>A workbench for designing deep-learning systems and algorithms "
           "together.</p><p>Free software under the GNU General Public License, version 3 or later. It "
           "comes with no warranty. It sends nothing anywhere.</p><p>Uses Qt %2, QCustomPlot, SQLite, "
           "gRPC and, in the training engine, LibTorch.</p>")
            .arg(QStringLiteral(COBENCH_VERSION), QLatin1String(qVersion())));
}

} // namespace cobench::ui
