// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/learn/lesson_player.h"

#include <QMenu>

namespace cobench::ui {

class LessonPanel;

/// The lessons there are, and the strip they are told in.
class LearnMenu : public QObject
{
    Q_OBJECT
public:
    LearnMenu(QMenu& menu, MainWindow& window);

    LessonPlayer& player() { return m_player; }
    LessonPanel& panel() { return *m_panel; }

private:
    LessonPlayer m_player;
    LessonPanel* m_panel;
};

} // namespace cobench::ui
