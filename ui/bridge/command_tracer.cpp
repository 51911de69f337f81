// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/command_tracer.h"

#include "core/store/layout.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

namespace cobench::ui {

namespace {

using namespace Qt::StringLiterals;

QString tr(const char* text)
{
    return QCoreApplication::translate("CommandTracer", text);
}

/// The command line of the same installation, else the one on the path.
QString commandLine()
{
    const QString beside = QCoreApplication::applicationDirPath() + u"/cobench-cli"_s;
    return QFileInfo(beside).isExecutable() ? beside : QStandardPaths::findExecutable(u"cobench-cli"_s);
}

} // namespace

std::optional<QStringList> splitCommand(const QString& text)
{
    QStringList words;
    QString word;
    bool isWord = false;
    QChar quote;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar letter = text[i];
        if (letter == u'\\' && quote != u'\'' && i + 1 < text.size()) {
            word += text[++i];
            isWord = true;
        } else if (!quote.isNull()) {
            if (letter == quote)
                quote = {};
            else
                word += letter;
        } else if (letter == u'\'' || letter == u'"') {
            quote = letter;
            isWord = true;
        } else if (letter.isSpace()) {
            if (isWord)
                words += std::exchange(word, {});
            isWord = false;
        } else {
            word += letter;
            isWord = true;
        }
    }
    if (!quote.isNull())
        return std::nullopt;
    if (isWord)
        words += word;
    return words;
}

QStringList traceArguments(const TraceCommand& command, const QString& project)
{
    QStringList arguments{u"trace"_s, u"--project"_s, project, u"--hz"_s, QString::number(command.hz)};
    if (!command.name.isEmpty())
        arguments << u"--name"_s << command.name;
    if (!command.metrics.isEmpty())
        arguments << u"--metrics"_s << command.metrics;
    return arguments << u"--"_s << command.words;
}

std::optional<QString> startTrace(const TraceCommand& command, const QString& project)
{
    const QString program = commandLine();
    if (program.isEmpty())
        return tr("cobench-cli is not installed beside this program");
    const QString logs
        = QString::fromStdString((store::layoutOf(project.toStdString()).folder / "traced").string());
    if (!QDir().mkpath(logs))
        return tr("The folder %1 cannot be made").arg(logs);
    const QString log
        = u"%1/%2.log"_s.arg(logs, QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss-zzz"_s));
    QProcess process;
    process.setProgram(program);
    process.setArguments(traceArguments(command, project));
    process.setWorkingDirectory(command.folder);
    process.setStandardOutputFile(log);
    process.setStandardErrorFile(log, QIODevice::Append);
    process.setStandardInputFile(QProcess::nullDevice());
    return process.startDetached() ? std::nullopt : std::optional(process.errorString());
}

} // namespace cobench::ui
