// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/learn/lesson_facts.h"

namespace cobench::ui {

/// Figures of "Why diversity helps, and when it does not". Needs three models.
///   words  n split models teams vote · best.* mean.accuracy all.* · twins.* odd.* (pairs of highest and lowest Q)
///          · above.count above.share top.* · weak.*
///   flags  all.better twins.better odd.better pairs weak
///   teams  best all twins odd top weak
Result<LessonFacts> diversityFacts(const LessonSubject& subject, Progress& progress, const CancelToken& cancel);
/// Its comparison with chance: words help.* (its seed among them), one flag of helps hurts capability undecided.
Result<LessonFacts> diversityHelpFacts(const LessonSubject& subject, Progress& progress, const CancelToken& cancel);

} // namespace cobench::ui
