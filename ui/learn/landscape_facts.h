// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/learn/lesson_facts.h"

namespace cobench::ui {

/// Figures of "Three learning rates on a landscape": LRBench's race as it is published, and with less momentum.
/// Needs no pool; `subject` is not looked at.
///   words  steps momentum global.* local.* (x, y, z of the two wells) · fix.* nstep.* triexp.* and calm.fix.* …
///   with
///          calm.momentum: loss best rate0 rate1 (first and highest rate) left (step) x y at the end
///   flags  NAME.left, NAME.global, NAME.local (which well it ends in), for the same names
Result<LessonFacts> landscapeFacts(const LessonSubject& subject, Progress& progress, const CancelToken& cancel);

} // namespace cobench::ui
