// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/learn/lesson_facts.h"

namespace cobench::ui {

/// Runs of emulated devices on the simulated clock: what one and six devices of 2.5 frames/s make of 14 frames/s,
/// at full load, with buffers, and with a slow device among fast ones. Words: lambda, mu, frames; for each of one,
/// six, full, short (buffer), long, rr, fcfs: .sigma, .dropped, .age, .p50, .devices, .mu; one.need = devices
/// needed.
Result<LessonFacts> droppingFacts(const LessonSubject& subject, Progress& progress, const CancelToken& cancel);

} // namespace cobench::ui
