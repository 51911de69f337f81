// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/learn/lesson_player.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace cobench::ui {

/// The strip below the pages that tells a lesson: words, a question with its answer, Back, Next, Close.
class LessonPanel : public QFrame
{
    Q_OBJECT
public:
    LessonPanel(LessonPlayer& player, QAction& trainDemo, QWidget* parent = nullptr);

    QLabel& title() { return *m_title; }
    QLabel& text() { return *m_text; }
    QLabel& answer() { return *m_answer; }
    QPushButton& backButton() { return *m_back; }
    QPushButton& nextButton() { return *m_next; }
    QPushButton& closeButton() { return *m_close; }
    QPushButton& revealButton() { return *m_reveal; }
    QPushButton& trainButton() { return *m_train; }

private:
    void setupUi();
    QWidget* makeWords();
    QWidget* makeButtons();
    void refresh();
    void showStep();
    void next();

    LessonPlayer& m_player;
    bool m_takesFocus = true; // once, when a lesson begins
    int m_answered = -1; // step whose answer was asked for
    QLabel* m_title;
    QLabel* m_text;
    QLabel* m_question;
    QLabel* m_answer;
    QPushButton* m_reveal;
    QPushButton* m_train;
    QPushButton* m_back;
    QPushButton* m_next;
    QPushButton* m_close;
};

} // namespace cobench::ui
