// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace cobench::ui {

/// A command to run and record.
struct TraceCommand {
    QStringList words; // program and arguments
    QString folder; // where it runs
    QString name; // of the run; empty = the program's
    QString metrics; // how its output tells metrics: json, csv, regex:…; empty = not looked at
    double hz = 10.0;
};

/// A command line as a shell would cut it: spaces part, quotes and backslashes keep together. No variables, no
/// globs. Nothing for a quote that does not end.
std::optional<QStringList> splitCommand(const QString& text);

/// What `cobench-cli` gets for it.
QStringList traceArguments(const TraceCommand& command, const QString& project);

/// Starts it under cobench-cli, in a session of its own: it goes on without the window. What it prints goes to a
/// file beside the project. Nothing = started; else what went wrong.
std::optional<QString> startTrace(const TraceCommand& command, const QString& project);

} // namespace cobench::ui
