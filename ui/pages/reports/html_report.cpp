// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/html_report.h"

#include "ui/pages/reports/commands.h"
#include "ui/pages/reports/figure_factory.h"
#include "ui/pages/reports/html_figure.h"
#include "ui/pages/reports/html_style.h"

namespace cobench::ui {

namespace {

constexpr std::size_t kMostTableRows = 200; // of a figure's numbers; beyond, the CSV export serves better

class HtmlWriter
{
public:
    explicit HtmlWriter(const ReportDocument& document)
        : m_document(document)
    {
    }

    QString write();

private:
    void head();
    void contents();
    void section(const ReportSection& section, std::size_t index);
    void block(const ReportParagraph& paragraph);
    void block(const ReportTable& table);
    void block(const FigureData& figure);
    void numbers(const plots::PlotTable& table);
    void row(const QStringList& cells, const char* tag, int firstNumber, bool highlighted = false);
    void foot();

    static QString anchor(std::size_t index) { return QStringLiteral("part-%1").arg(index + 1); }
    QString date() const { return m_document.madeAt.toString(QStringLiteral("d MMMM yyyy, HH:mm 'UTC'")); }

    const ReportDocument& m_document;
    QString m_html;
    int m_figures = 0;
};

QString HtmlWriter::write()
{
    head();
    contents();
    m_html += QStringLiteral("<main>\n");
    for (std::size_t i = 0; i < m_document.sections.size(); ++i)
        section(m_document.sections[i], i);
    m_html += QStringLiteral("</main>\n");
    foot();
    return m_html;
}

void HtmlWriter::head()
{
    const QString title = m_document.title.toHtmlEscaped();
    m_html
        += QStringLiteral("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                          "<meta name=\"generator\" content=\"CoBench %1\">\n<title>%2 – CoBench report</title>\n")
               .arg(m_document.version, title);
    m_html += QStringLiteral("<style>\n%1</style>\n</head>\n<body>\n").arg(reportStyle());
    m_html += QStringLiteral("<header>\n<p class=\"kicker\">CoBench report</p>\n<h1>%1</h1>\n"
                             "<p class=\"meta\">%2 · CoBench %3 · %4</p>\n")
                  .arg(title, date(), m_document.version, m_document.projectPath.toHtmlEscaped());
}

void HtmlWriter::contents()
{
    if (m_document.sections.size() > 1) {
        m_html += QStringLiteral("<nav aria-label=\"Contents\"><ul>");
        for (std::size_t i = 0; i < m_document.sections.size(); ++i)
            m_html += QStringLiteral("<li><a href=\"#%1\">%2</a></li>")
                          .arg(anchor(i), m_document.sections[i].title.toHtmlEscaped());
        m_html += QStringLiteral("</ul></nav>\n");
    }
    m_html += QStringLiteral("</header>\n");
}

void HtmlWriter::section(const ReportSection& section, std::size_t index)
{
    m_html
        += QStringLiteral("<section id=\"%1\">\n<h2>%2</h2>\n").arg(anchor(index), section.title.toHtmlEscaped());
    for (const ReportBlock& content : section.blocks)
        std::visit([this](const auto& value) { block(value); }, content);
    m_html += QStringLiteral("</section>\n");
}

void HtmlWriter::block(const ReportParagraph& paragraph)
{
    m_html += QStringLiteral("<p>%1</p>\n").arg(paragraph.text.toHtmlEscaped());
}

void HtmlWriter::row(const QStringList& cells, const char* tag, int firstNumber, bool highlighted)
{
    const QString name = QString::fromUtf8(tag);
    m_html += highlighted ? QStringLiteral("<tr class=\"best\">") : QStringLiteral("<tr>");
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const QString kind = i < firstNumber ? QStringLiteral(" class=\"word\"") : QString();
        m_html += QStringLiteral("<%1%2>%3</%1>").arg(name, kind, cells[i].toHtmlEscaped());
    }
    m_html += QStringLiteral("</tr>\n");
}

void HtmlWriter::block(const ReportTable& table)
{
    m_html += QStringLiteral("<div class=\"scroll\"><table>\n<caption>%1</caption>\n<thead>\n")
                  .arg(table.caption.toHtmlEscaped());
    row(table.headers, "th", table.firstNumber);
    m_html += QStringLiteral("</thead>\n<tbody>\n");
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        row(table.rows[i], "td", table.firstNumber, static_cast<int>(i) == table.highlightedRow);
    m_html += QStringLiteral("</tbody>\n</table></div>\n");
}

void HtmlWriter::block(const FigureData& figure)
{
    const auto plot = makePlot(figure, m_document.projectPath);
    plot->setTitle({}); // the page says it, in the page's type
    m_html += QStringLiteral("<figure>\n<h3>%1</h3>\n<p class=\"note\">%2</p>\n")
                  .arg(figure.title.toHtmlEscaped(), figure.note.toHtmlEscaped());
    m_html += figureSvg(*plot, preferredSize(figure), QStringLiteral("f%1").arg(++m_figures));
    m_html += QStringLiteral("\n<figcaption>\n<p>%1</p>\n<p class=\"origin\">%2</p>\n"
                             "<code class=\"command\">%3</code>\n")
                  .arg(figure.explanation.toHtmlEscaped(),
                      provenanceOf(figure, m_document).toHtmlEscaped(),
                      plot->command().toHtmlEscaped());
    numbers(plot->tableData());
    m_html += QStringLiteral("</figcaption>\n</figure>\n");
}

void HtmlWriter::numbers(const plots::PlotTable& table)
{
    if (table.rows.size() > kMostTableRows)
        return;
    m_html += QStringLiteral("<details><summary>The numbers</summary><div class=\"scroll\"><table>\n<thead>\n");
    row(QStringList(table.headers.begin(), table.headers.end()), "th", 1);
    m_html += QStringLiteral("</thead>\n<tbody>\n");
    for (const std::vector<plots::PlotCell>& cells : table.rows) {
        QStringList texts;
        for (const plots::PlotCell& cell : cells)
            texts << plots::toText(cell);
        row(texts, "td", 1);
    }
    m_html += QStringLiteral("</tbody>\n</table></div></details>\n");
}

void HtmlWriter::foot()
{
    m_html += QStringLiteral("<footer>\n<p class=\"meta\">Made by CoBench %1 on %2. The whole report again:</p>\n"
                             "<code class=\"command\">%3</code>\n</footer>\n</body>\n</html>\n")
                  .arg(m_document.version, date(), reportCommand(m_document.projectPath).toHtmlEscaped());
}

} // namespace

QByteArray toHtml(const ReportDocument& document)
{
    return HtmlWriter(document).write().toUtf8();
}

} // namespace cobench::ui
