// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/table_command.h"

#include "app/headless_tools.h"
#include "plots/export.h"
#include "ui/pages/reports/block_composer.h"

#include <QStringList>

namespace cobench::app {

namespace {

plots::PlotTable plotTable(const ui::ReportTable& table)
{
    plots::PlotTable plain{
        .caption = table.title, .headers = {table.headers.begin(), table.headers.end()}, .rows = {}};
    for (const QStringList& row : table.rows)
        plain.rows.emplace_back(row.begin(), row.end());
    return plain;
}

QString fileText(const plots::PlotTable& table, const QString& out)
{
    return out.endsWith(QStringLiteral(".tex")) ? plots::toLatex(table)
        : out.endsWith(QStringLiteral(".tsv"))  ? plots::toTsv(table)
                                                : plots::toCsv(table);
}

} // namespace

QString tableForms()
{
    QStringList forms;
    for (const ui::TableForm& form : ui::tableForms())
        if (form.kind != ui::TableSpec::Kind::Overview)
            forms << QString::fromUtf8(form.form.data(), static_cast<qsizetype>(form.form.size()));
    return forms.join(QStringLiteral(", "));
}

Result<void> checkTable(const QString& table, const QString& out)
{
    const auto spec = ui::parseTable(table.toStdString());
    if (!spec)
        return spec.error();
    if (spec->kind == ui::TableSpec::Kind::Overview)
        return usage(
            table + QStringLiteral(" is words, not a table"), QStringLiteral("write one of ") + tableForms());
    for (const char* ending : {".csv", ".tsv", ".tex"})
        if (out.endsWith(QString::fromUtf8(ending)))
            return {};
    return usage(out + QStringLiteral(": unknown kind of file"), QStringLiteral("end it in .csv, .tsv or .tex"));
}

Result<void> exportTable(
    const QCommandLineParser& parser, const ui::ReportSource& source, const QString& table, const QString& out)
{
    LongWork work(parser);
    ui::BlockComposer composer(source, work.threads());
    const auto composed = composer.compose(
        {.kind = store::BlockKind::Table, .content = table.toStdString()}, work.progress(), work.token());
    if (!composed)
        return composed.error();
    const auto& content = std::get<ui::ReportTable>(composed->content);
    if (const auto problem = plots::writeFile(out, fileText(plotTable(content), out).toUtf8()))
        return Error{.code = ErrorCode::Unreadable, .detail = problem->toStdString()};
    return {};
}

} // namespace cobench::app
