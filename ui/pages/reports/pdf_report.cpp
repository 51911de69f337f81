// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/pdf_report.h"

#include "ui/pages/reports/commands.h"
#include "ui/pages/reports/figure_factory.h"
#include "ui/pages/reports/pdf_pages.h"

namespace cobench::ui {

namespace {

void add(PdfPages& pages, const ReportParagraph& paragraph, const ReportDocument&)
{
    pages.paragraph(paragraph.text);
    pages.space(10.0);
}

void add(PdfPages& pages, const ReportTable& table, const ReportDocument&)
{
    pages.table(table.caption, table.headers, table.rows, table.firstNumber);
}

void add(PdfPages& pages, const FigureData& figure, const ReportDocument& document)
{
    const auto plot = makePlot(figure, document.projectPath);
    const QString origin = provenanceOf(figure, document);
    // Two of most figures go on a page; a matrix needs room for the numbers in its cells.
    const double mostShare = figure.view.kind == ViewSpec::Kind::Matrix ? 0.85 : 0.38;
    pages.figure(*plot, preferredSize(figure), mostShare, {figure.explanation, origin}, plot->command());
}

} // namespace

QByteArray toPdf(const ReportDocument& document)
{
    const QString made = document.madeAt.toString(QStringLiteral("yyyy-MM-dd HH:mm 'UTC'"));
    PdfPages pages(
        document.title, QStringLiteral("%1 · CoBench %2 · %3").arg(document.title, document.version, made));
    pages.heading(document.title, 1);
    pages.paragraph(QStringLiteral("%1 · CoBench %2 · %3").arg(made, document.version, document.projectPath), true);
    for (std::size_t i = 0; i < document.sections.size(); ++i) {
        if (i > 0)
            pages.startPage();
        pages.space(14.0);
        pages.heading(document.sections[i].title, 2);
        for (const ReportBlock& block : document.sections[i].blocks)
            std::visit([&](const auto& content) { add(pages, content, document); }, block);
    }
    pages.paragraph(QStringLiteral("The whole report again:"), true);
    pages.code(reportCommand(document.projectPath));
    return pages.finish();
}

} // namespace cobench::ui
