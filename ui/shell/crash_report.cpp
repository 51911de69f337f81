// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/crash_report.h"

#include "ui/shell/log.h"
#include "ui/shell/user_dirs.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstring>

#include <execinfo.h>
#include <fcntl.h>
#include <unistd.h>

namespace cobench::ui {

namespace {

constexpr std::array kSignals{SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};
constexpr int kKeptReports = 20;

// A signal handler may neither allocate nor lock: all it needs is prepared here.
char reportPath[512];
char header[128];
std::array<char, std::size_t{64} * 1024> stack;

void put(int file, const char* text)
{
    [[maybe_unused]] const auto written = write(file, text, std::strlen(text));
}

void writeReport(int signalNumber)
{
    const int file = open(reportPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0)
        return;
    put(file, header);
    const char digits[]
        = {static_cast<char>('0' + signalNumber / 10), static_cast<char>('0' + signalNumber % 10), '\0'};
    put(file, "signal ");
    put(file, digits);
    put(file, "\n\nbacktrace\n");
    std::array<void*, 64> frames;
    backtrace_symbols_fd(frames.data(), backtrace(frames.data(), static_cast<int>(frames.size())), file);
    put(file, "\nlast log lines\n");
    const LogRing& log = logRing();
    const unsigned first = log.written > LogRing::kLines ? log.written - LogRing::kLines : 0;
    for (unsigned i = first; i < log.written; ++i)
        put(file, log.text[i % LogRing::kLines]);
    close(file);
}

void handle(int signalNumber)
{
    writeReport(signalNumber);
    raise(signalNumber); // SA_RESETHAND restored the default: die of it
}

QString crashDir()
{
    QString path = stateDir() + QStringLiteral("/crash");
    QDir().mkpath(path);
    return path;
}

void dropOldReports()
{
    const QStringList reports = crashReports();
    for (qsizetype i = kKeptReports; i < reports.size(); ++i)
        QFile::remove(reports[i]);
}

} // namespace

void installCrashHandler()
{
    dropOldReports();
    const QString name
        = QStringLiteral("%1/%2-%3.txt")
              .arg(crashDir(), QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-hhmmss")))
              .arg(getpid());
    std::snprintf(reportPath, sizeof reportPath, "%s", QFile::encodeName(name).constData());
    std::snprintf(header, sizeof header, "CoBench %s\n", COBENCH_VERSION);
    std::array<void*, 1> warmUp;
    backtrace(warmUp.data(), 1); // loads libgcc now, not in the handler

    stack_t alternate{};
    alternate.ss_sp = stack.data();
    alternate.ss_size = stack.size();
    sigaltstack(&alternate, nullptr);
    struct sigaction action {
    };
    action.sa_handler = handle;
    action.sa_flags = SA_ONSTACK | static_cast<int>(SA_RESETHAND);
    for (const int signalNumber : kSignals)
        sigaction(signalNumber, &action, nullptr);
}

QStringList crashReports()
{
    QStringList paths;
    const QDir dir(crashDir());
    for (const QString& name : dir.entryList({QStringLiteral("*.txt")}, QDir::Files, QDir::Name | QDir::Reversed))
        paths << dir.filePath(name);
    return paths;
}

} // namespace cobench::ui
