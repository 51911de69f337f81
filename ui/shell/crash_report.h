// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace cobench::ui {

/// On SIGSEGV, SIGABRT, SIGBUS, SIGFPE and SIGILL writes stateDir()/crash/<time>-<pid>.txt with version, signal,
/// backtrace and the last log lines, then dies of the signal as usual. Nothing is sent anywhere. Call after
/// startLog().
void installCrashHandler();
/// Newest first.
QStringList crashReports();

} // namespace cobench::ui
