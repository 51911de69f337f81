// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <vector>

namespace cobench::ui {

/// Words that depend on the pool: the first variant whose flag is raised, or has none. {names} in it stand for
/// figures.
struct LessonText {
    struct Variant {
        QString flag; // empty = always
        QString text;
    };
    std::vector<Variant> variants;

    bool isEmpty() const { return variants.empty(); }
};

/// One stop of a lesson: a place in the window, the state to see it in, and what there is to see.
struct LessonStep {
    QString title;
    LessonText text;
    QString page; // its id
    QString target; // object name of a widget or dock of the page
    QJsonObject view; // laid over the page's view state; "@name" stands for a team's model indices
    QStringList teams; // names of teams to select
    LessonText question; // may be empty
    LessonText answer;
    bool later = false; // tells figures that take seconds: they are worked out once it is shown
};

/// A guided path over the real pages with the open pool. Read from resources/learn; README.md there tells the form.
struct Lesson {
    QString id;
    QString title;
    QString summary; // one sentence, for the menu's tooltip
    QString facts; // who works out its figures: lesson_facts.h
    std::size_t fewestModels = 2; // 0 = the lesson needs no pool
    std::vector<LessonStep> steps;
};

/// Corrupt, naming the place, when something is missing.
Result<Lesson> parseLesson(const QByteArray& json, const QString& id);
/// Those that come with the program, in the order of their files.
std::vector<Lesson> lessons();

} // namespace cobench::ui
