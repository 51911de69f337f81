// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/headless_tools.h"

#include <QFileInfo>

#include <unistd.h>

namespace cobench::app {

LongWork::LongWork()
    : m_line(stderr)
    , m_progress(::isatty(::fileno(stderr)) != 0
              ? Progress::Sink([this](const ProgressState& state) { m_line.show(state); })
              : Progress::Sink())
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
