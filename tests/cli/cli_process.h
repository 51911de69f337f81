// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/source_tree.h"

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>

/// One finished run of the program under test.
struct CliRun {
    int exit = -1; // 128 + signal when it was killed
    QByteArray out;
    QByteArray err;
};

/// Runs a program in `folder` and waits for its end.
inline CliRun runProgram(const QString& program, const QStringList& arguments, const QString& folder = {})
{
    QProcess process;
    if (!folder.isEmpty())
        process.setWorkingDirectory(folder);
    process.start(program, arguments);
    if (!process.waitForFinished(240000))
        process.kill();
    CliRun run{.out = process.readAllStandardOutput(), .err = process.readAllStandardError()};
    run.exit = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : 128 + process.exitCode();
    return run;
}

inline CliRun runCli(const QStringList& arguments, const QString& folder = {})
{
    return runProgram(QStringLiteral(COBENCH_CLI), arguments, folder);
}

inline QString sourcePath(const QString& path)
{
    return QString::fromStdString(cobench::test::sourceTree(path.toStdString()));
}
