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
    /// Made when first asked for: most starts tell no lesson.
    LessonPanel& panel();

private:
    MainWindow& m_window;
    LessonPlayer m_player;
    LessonPanel* m_panel = nullptr;
};

} // namespace cobench::ui
