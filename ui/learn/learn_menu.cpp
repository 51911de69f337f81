// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/learn_menu.h"

#include "ui/learn/lesson_panel.h"
#include "ui/shell/demo_starter.h"
#include "ui/shell/main_window.h"
#include "ui/style/icons.h"

namespace cobench::ui {

LearnMenu::LearnMenu(QMenu& menu, MainWindow& window)
    : QObject(&window)
    , m_window(window)
    , m_player(window)
{
    menu.setToolTipsVisible(true);
    for (const Lesson& lesson : lessons()) {
        QAction* action = menu.addAction(icon(QStringLiteral("learn")), lesson.title);
        action->setToolTip(lesson.summary);
        connect(action, &QAction::triggered, this, [this, lesson] { m_player.start(lesson); });
    }
    connect(&m_player, &LessonPlayer::changed, this, [this] { panel(); });
}

LessonPanel& LearnMenu::panel()
{
    if (!m_panel) {
        m_panel = new LessonPanel(m_player, m_window.demo().trainAction(), &m_window);
        m_window.addStrip(*m_panel); // which hides it
        m_panel->setVisible(m_player.state() != LessonPlayer::State::Stopped);
    }
    return *m_panel;
}

} // namespace cobench::ui
