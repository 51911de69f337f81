// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/config.h"
#include "ui/learn/lesson_facts.h"

#include <vector>

namespace cobench::ui {

inline constexpr const char* kBatchSizeRuns = "lesson-batch-size"; // the name under which they are submitted
inline constexpr const char* kThreadRuns = "lesson-threads";

/// One small network on the same samples with four batch sizes.
std::vector<train::TrainConfig> batchSizeRuns();
/// The same with 1, 2, 4, … threads, as many as the machine has processors.
std::vector<train::TrainConfig> threadRuns();

/// What these runs recorded in the open project. NotFound, with how far they are, until all of them have finished.
/// Words for each batch size N: bN.rate, bN.accuracy, bN.ms, bN.iterations; likewise tN.rate, tN.speedup, tN.cores.
Result<LessonFacts> batchSizeFacts(const LessonSubject& subject, Progress& progress, const CancelToken& cancel);
Result<LessonFacts> threadFacts(const LessonSubject& subject, Progress& progress, const CancelToken& cancel);

} // namespace cobench::ui
