// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/learn/lesson_facts.h"
#include "ui/learn/window_memory.h"

#include <QObject>

#include <optional>

namespace cobench::ui {

class Spotlight;

/// Walks through a lesson on the pages of the window: shows each step's place and state, with words about the open
/// pool, and gives back at the end what there was before. Between steps a person may do anything. GUI thread only.
class LessonPlayer : public QObject
{
    Q_OBJECT
public:
    enum class State { Stopped, NeedsPool, NeedsRuns, Working, Shown, Failed };

    explicit LessonPlayer(MainWindow& window);

    void start(const Lesson& lesson);
    /// 0-based; outside the lesson nothing happens.
    void go(int step);
    void stop();
    /// NeedsRuns: has those trained that are missing, and goes on when they have finished.
    void train();

    State state() const { return m_state; }
    int step() const { return m_step; }
    const std::optional<Lesson>& lesson() const { return m_lesson; }
    /// Of the step that is shown, in words.
    QString text() const { return m_facts.say(current().text); }
    QString title() const { return m_facts.say({.variants = {{.flag = {}, .text = current().title}}}); }
    QString question() const { return m_facts.say(current().question); }
    QString answer() const { return m_facts.say(current().answer); }
    /// Why there is nothing to show.
    const QString& problem() const { return m_problem; }
    Spotlight& spotlight() { return *m_spotlight; }

Q_SIGNALS:
    void changed();

private:
    const LessonStep& current() const { return m_lesson->steps[static_cast<std::size_t>(m_step)]; }
    LessonSubject subject() const;
    bool hasPool() const; // that the lesson needs
    void poolChanged();
    void runsChanged();
    void workOut();
    void adopt(Result<LessonFacts> facts);
    using Adopt = void (LessonPlayer::*)(Result<LessonFacts>);
    void run(const QString& key, LessonFactsFunction work, Adopt take);
    void adoptLater(Result<LessonFacts> facts);
    void stopWork();
    void show();
    void setState(State state, const QString& problem = {});

    MainWindow& m_window;
    WindowMemory m_memory;
    Spotlight* m_spotlight; // child of the window
    std::optional<Lesson> m_lesson;
    LessonFacts m_facts;
    LessonSubject m_subject; // of the facts
    State m_state = State::Stopped;
    QString m_problem;
    int m_step = 0;
    bool m_askedLater = false; // for the figures that take seconds
};

} // namespace cobench::ui
