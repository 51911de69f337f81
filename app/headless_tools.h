// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/interrupt.h"
#include "app/cli/progress_line.h"
#include "ui/pages/reports/report_source.h"

#include <QCommandLineParser>

#include <cstdio>

namespace cobench::app {

// What the verbs without a display share.

/// Tells a terminal how far long work is; the first Ctrl-C ends the work instead of the program.
class LongWork
{
public:
    /// Precondition: threadsOf(parser) is ok.
    explicit LongWork(const QCommandLineParser& parser);

    Progress& progress() { return m_progress; }
    CancelToken token() const { return m_interrupt.token(); }
    unsigned threads() const { return m_threads; }

private:
    cli::InterruptGuard m_interrupt;
    cli::ProgressLine m_line;
    Progress m_progress;
    unsigned m_threads;
};

void print(std::FILE* stream, const QString& text);
Error usage(const QString& detail, const QString& cure = {});
QCommandLineOption option(const char* name, const char* description, const char* value);
/// What every verb takes: help, version, quiet and threads.
void addCommonOptions(QCommandLineParser& parser);
bool isQuiet(const QCommandLineParser& parser);
/// One per core when none are given.
Result<unsigned> threadsOf(const QCommandLineParser& parser);
/// Usage when it is missing or empty.
Result<QString> required(const QCommandLineParser& parser, const char* name);
/// The one project that is named after the verb.
Result<ui::ReportSource> openProject(const QCommandLineParser& parser);

} // namespace cobench::app
