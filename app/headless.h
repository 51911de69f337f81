// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cobench::app {

/// Whether the command line asks for a picture or a report instead of a window.
bool isHeadless(int argc, char** argv);

/// `cobench export …` and `cobench report …`, on Qt's offscreen platform whatever
/// the display. Makes its own QApplication. Returns the exit status: 0 done, 1 failed, 2 wrong usage.
int runHeadless(int argc, char** argv);

/// Before QApplication is made: --help and --version get by without a display. False, and said on stderr, when a
/// window is asked for where there is none.
bool prepareDisplay(int argc, char** argv);

} // namespace cobench::app
