// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report_command.h"

#include "app/headless_tools.h"
#include "plots/export.h"
#include "ui/pages/reports/compose_report.h"
#include "ui/pages/reports/html_report.h"
#include "ui/pages/reports/pdf_report.h"

#include <QFileInfo>

namespace cobench::app {

namespace {

/// The first block that cannot be shown, by its place in the report.
std::optional<Error> firstProblem(
    const std::string& report, const std::vector<store::BlockEntry>& blocks, const ui::ComposedBlocks& composed)
{
    for (std::size_t i = 0; i < blocks.size(); ++i)
        if (!composed[i])
            return Error{.code = ErrorCode::Unsupported,
                .subject = "report " + report,
                .place = "block " + std::to_string(i + 1) + ", " + blocks[i].content,
                .detail = "cannot be shown",
                .cure = "take it out, or give --keep-going to have the report say so",
                .cause = std::make_shared<const Error>(composed[i].error())};
    return std::nullopt;
}

void warnOfChanges(const std::vector<store::BlockEntry>& blocks, const ui::ComposedBlocks& composed)
{
    for (std::size_t i = 0; i < blocks.size(); ++i)
        if (isStale(blocks[i], composed[i]))
            print(stderr,
                QStringLiteral("cobench: %1: the data has changed since the report was written\n")
                    .arg(QString::fromStdString(blocks[i].content)));
}

Result<ui::ReportDocument> composeStored(const QCommandLineParser& parser, const ui::ReportSource& source)
{
    const std::string report = parser.value(QStringLiteral("report")).toStdString();
    const auto blocks = source.blocks(report);
    if (!blocks)
        return blocks.error();
    LongWork work(parser);
    ui::BlockComposer composer(source, work.threads());
    const auto composed = composeAll(composer, *blocks, work.progress(), work.token());
    if (!composed)
        return composed.error();
    if (auto problem = firstProblem(report, *blocks, *composed);
        problem && !parser.isSet(QStringLiteral("keep-going")))
        return std::move(*problem);
    if (!isQuiet(parser))
        warnOfChanges(*blocks, *composed);
    ui::ReportDocument document = ui::emptyDocument(source.path(), report, QDateTime::currentDateTimeUtc());
    addBlocks(document, *blocks, *composed);
    return document;
}

Result<ui::ReportDocument> compose(const QCommandLineParser& parser)
{
    const auto source = openProject(parser);
    if (!source)
        return source.error();
    if (parser.isSet(QStringLiteral("report")))
        return composeStored(parser, *source);
    LongWork work(parser);
    return composeProject(*source, QDateTime::currentDateTimeUtc(), work.progress(), work.token(), work.threads());
}

} // namespace

void addReportOptions(QCommandLineParser& parser)
{
    parser.setApplicationDescription(
        QStringLiteral("Writes a document with every pool of a project, or a report that was made in the window."));
    parser.addOption(option("out", "Where to: .html or .pdf.", "FILE"));
    parser.addOption(option("report", "A report of the project, by its name.", "NAME"));
    parser.addOption({QStringLiteral("keep-going"),
        QStringLiteral("Writes the report even when a part of it cannot be shown, and says so there.")});
}

Result<void> writeReport(const QCommandLineParser& parser)
{
    const auto out = required(parser, "out");
    if (!out)
        return out.error();
    const QString suffix = QFileInfo(*out).suffix().toLower();
    const bool html = suffix == QStringLiteral("html") || suffix == QStringLiteral("htm");
    if (!html && suffix != QStringLiteral("pdf"))
        return usage(*out + QStringLiteral(": unknown kind of report"), QStringLiteral("end it in .html or .pdf"));
    const auto document = compose(parser);
    if (!document)
        return document.error();
    if (const auto problem = plots::writeFile(*out, html ? ui::toHtml(*document) : ui::toPdf(*document)))
        return Error{.code = ErrorCode::Unreadable, .detail = problem->toStdString()};
    return {};
}

} // namespace cobench::app
