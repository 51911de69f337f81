// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless_tools.h"

#include <QFileInfo>

#include <algorithm>
#include <thread>
#include <unistd.h>

namespace cobench::app {

LongWork::LongWork(const QCommandLineParser& parser)
    : m_line(stderr)
    , m_progress(!isQuiet(parser) && ::isatty(::fileno(stderr)) != 0
              ? Progress::Sink([this](const ProgressState& state) { m_line.show(state); })
              : Progress::Sink())
    , m_threads(threadsOf(parser).value())
{
}

void print(std::FILE* stream, const QString& text)
{
    std::fputs(qUtf8Printable(text), stream);
}

Error usage(const QString& detail, const QString& cure)
{
    return {.code = ErrorCode::Usage, .detail = detail.toStdString(), .cure = cure.toStdString()};
}

QCommandLineOption option(const char* name, const char* description, const char* value)
{
    return {QString::fromUtf8(name), QString::fromUtf8(description), QString::fromUtf8(value)};
}

void addCommonOptions(QCommandLineParser& parser)
{
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption(
        {{QStringLiteral("q"), QStringLiteral("quiet")}, QStringLiteral("No warnings or progress; errors only.")});
    parser.addOption(option("threads", "Worker threads (one per core).", "N"));
}

bool isQuiet(const QCommandLineParser& parser)
{
    return parser.isSet(QStringLiteral("quiet"));
}

Result<unsigned> threadsOf(const QCommandLineParser& parser)
{
    if (!parser.isSet(QStringLiteral("threads")))
        return std::max(1U, std::thread::hardware_concurrency());
    const QString text = parser.value(QStringLiteral("threads"));
    bool ok = false;
    const unsigned threads = text.toUInt(&ok);
    if (!ok || threads < 1 || threads > 1024)
        return usage(QStringLiteral("--threads %1").arg(text), QStringLiteral("give a number from 1 to 1024"));
    return threads;
}

Result<QString> required(const QCommandLineParser& parser, const char* name)
{
    const QString value = parser.value(QString::fromUtf8(name));
    if (value.isEmpty())
        return usage(QStringLiteral("--%1 is missing").arg(QString::fromUtf8(name)));
    return value;
}

Result<ui::ReportSource> openProject(const QCommandLineParser& parser)
{
    const QStringList arguments = parser.positionalArguments();
    if (arguments.size() != 2)
        return usage(QStringLiteral("one project is needed"), QStringLiteral("name a *.cobench file"));
    return ui::ReportSource::open(QFileInfo(arguments.at(1)).absoluteFilePath().toStdString());
}

} // namespace cobench::app
