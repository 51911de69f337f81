// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/ensemble/team.h"
#include "core/train/config.h"
#include "ui/bridge/pool_snapshot.h"
#include "ui/learn/lesson.h"

#include <QHash>
#include <QSet>

#include <memory>
#include <string>
#include <vector>

namespace cobench::ui {

/// What a lesson says of the pool at hand, worked out from it.
struct LessonFacts {
    QHash<QString, QString> words; // "best.accuracy" -> "91.32 %"
    QSet<QString> flags; // what is so with this pool
    QHash<QString, ensemble::Members> teams; // indices of PoolSnapshot::active

    /// The variant that holds, with its {names} filled in. An unknown name stays as it is written.
    QString say(const LessonText& text) const;
    /// "@name" anywhere in `view` becomes the list of the team's models.
    QJsonObject fill(const QJsonObject& view) const;
    void add(const LessonFacts& others);
};

/// Without pool and split for a lesson that needs none.
struct LessonSubject {
    std::shared_ptr<const PoolSnapshot> pool;
    std::shared_ptr<const SplitSnapshot> split;
    std::string project; // of lessons that compare runs: its path

    const data::Pool& models() const { return *pool->active; }
    const ensemble::PreparedSplit& prepared() const { return *split->active; }
    bool operator==(const LessonSubject&) const = default;
};

/// For a worker.
using LessonFactsFunction = Result<LessonFacts> (*)(const LessonSubject&, Progress&, const CancelToken&);
/// How the figures of a lesson are worked out.
struct LessonWork {
    LessonFactsFunction first = nullptr; // the lesson begins with these
    LessonFactsFunction later = nullptr; // those that take seconds, for LessonStep::later
    /// Of a lesson that compares short runs of its own instead of a pool's models: it waits for them (its first
    /// figures are NotFound until they have finished).
    std::vector<train::TrainConfig> (*runs)() = nullptr;
    const char* batch = nullptr; // the name under which they are submitted
};
/// By the name in Lesson::facts; without any work when there is no such.
LessonWork lessonWork(const QString& name);

} // namespace cobench::ui
