// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/pdf_report.h"

#include "ui/pages/reports/commands.h"
#include "ui/pages/reports/figure_factory.h"
#include "ui/pages/reports/pdf_pages.h"

namespace cobench::ui {

namespace {

QString made(const ReportDocument& document)
{
    return document.madeAt.toString(QStringLiteral("yyyy-MM-dd HH:mm 'UTC'"));
}

class PdfReport : public ReportWriter
{
public:
    explicit PdfReport(const ReportDocument& document)
        : ReportWriter(document)
        , m_pages(document.title,
              QStringLiteral("%1 · CoBench %2 · %3").arg(document.title, document.version, made(document)))
    {
        m_pages.heading(document.title, 1);
        m_pages.paragraph(
            QStringLiteral("%1 · CoBench %2 · %3").arg(made(document), document.version, document.projectPath),
            true);
    }

    QByteArray finish() override
    {
        m_pages.paragraph(QStringLiteral("The whole report again:"), true);
        m_pages.code(reportCommand(document().projectPath, document().name));
        return m_pages.finish();
    }

protected:
    void beginSection(const ReportSection& section, std::size_t index) override
    {
        if (index > 0)
            m_pages.startPage();
        m_pages.space(14.0);
        if (!section.title.isEmpty())
            m_pages.heading(section.title, 2);
    }
    void write(const ReportPart& part) override
    {
        std::visit([this](const auto& content) { add(content); }, part);
    }

private:
    void add(const ReportText& text)
    {
        for (const QString& paragraph : paragraphsOf(text.text))
            m_pages.paragraph(paragraph);
        m_pages.space(10.0);
    }
    void add(const ReportNotice& notice) { m_pages.notice(notice.text); }
    void add(const ReportTable& table);
    void add(const ReportFigure& figure);

    PdfPages m_pages;
};

void PdfReport::add(const ReportTable& table)
{
    m_pages.table(table.title, table.headers, table.rows, table.firstNumber);
    for (const QString& paragraph : paragraphsOf(table.caption))
        m_pages.paragraph(paragraph);
    m_pages.paragraph(provenance(table.origin, document()), true);
    m_pages.code(tableCommand(table.spec, document().projectPath));
    m_pages.space(18.0);
}

void PdfReport::add(const ReportFigure& figure)
{
    const FigureData& data = *figure.data;
    const auto plot = makePlot(data, document().projectPath);
    // Two of most figures go on a page; a matrix needs room for the numbers in its cells.
    const double mostShare = data.view.kind == ViewSpec::Kind::Matrix ? 0.85 : 0.38;
    m_pages.figure(*plot,
        preferredSize(data),
        mostShare,
        {.caption = paragraphsOf(figure.caption),
            .small = {data.explanation, provenance(originOf(data), document())},
            .command = plot->command()});
}

} // namespace

std::unique_ptr<ReportWriter> pdfWriter(const ReportDocument& document)
{
    return std::make_unique<PdfReport>(document);
}

QByteArray toPdf(const ReportDocument& document)
{
    return writeAll(*pdfWriter(document));
}

} // namespace cobench::ui
