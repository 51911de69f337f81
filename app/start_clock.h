// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cobench::app {

/// Milliseconds since this process was exec'ed, to 10 ms or better.
double millisecondsSinceExec();
/// Processor time of all threads so far.
double processorMilliseconds();

} // namespace cobench::app
