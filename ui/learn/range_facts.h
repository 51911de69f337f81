// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/range_test_job.h"
#include "ui/learn/lesson_facts.h"

#include <vector>

namespace cobench::ui {

inline constexpr const char* kRangeTestRuns = jobs::kRangeTestBatch; // the name under which they are submitted

/// The sweep of "Which rates learn at all?", and an epoch with each of three fixed rates. They are submitted as
/// range tests are, so that the Learning rates page shows them.
std::vector<train::TrainConfig> rangeTestRuns();

/// What these runs recorded in the open project. NotFound, with how far they are, until all of them are over; one
/// whose loss was no number counts.
///   words  samples steps lowest highest (of the sweep) last (rate) low high (of the interval) best.loss rule
///          small.* middle.* large.*: rate accuracy
///   flags  interval (the sweep shows one), diverged (the sweep), middle.best, large.lost (no better than chance)
Result<LessonFacts> rangeTestFacts(const LessonSubject& subject, Progress& progress, const CancelToken& cancel);

} // namespace cobench::ui
