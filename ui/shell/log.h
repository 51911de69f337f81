// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace cobench::ui {

/// Everything qDebug and friends say goes to stateDir()/cobench.log (turned over at 1 MB, one old file is kept), to
/// stderr, and into memory for the crash report. Call once, early.
void startLog();
QString logFile();
/// The newest lines, oldest first. Thread-safe.
QStringList lastLogLines();

/// The same lines where a signal handler can read them: fixed memory, no locks, each line ends with a newline.
struct LogRing {
    static constexpr int kLines = 200;
    static constexpr int kLineBytes = 240;
    char text[kLines][kLineBytes] = {};
    unsigned written = 0; // lines so far; the newest is (written - 1) % kLines
};
const LogRing& logRing();

} // namespace cobench::ui
