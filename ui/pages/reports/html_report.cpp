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

class HtmlWriter : public ReportWriter
{
public:
    explicit HtmlWriter(const ReportDocument& document)
        : ReportWriter(document)
    {
        head();
        contents();
        m_html += QStringLiteral("<main>\n");
    }

    QByteArray finish() override;

protected:
    void beginSection(const ReportSection& section, std::size_t index) override;
    void endSection() override { m_html += QStringLiteral("</section>\n"); }
    void write(const ReportPart& part) override
    {
        std::visit([this](const auto& value) { add(value); }, part);
    }

private:
    void head();
    void contents();
    void add(const ReportText& text);
    void add(const ReportTable& table);
    void add(const ReportFigure& figure);
    void add(const ReportNotice& notice);
    void paragraphs(const QString& text, const QString& kind = {});
    void command(const QString& line);
    void numbers(const plots::PlotTable& table);
    void row(const QStringList& cells, const char* tag, int firstNumber, bool highlighted = false);
    void foot();

    static QString anchor(std::size_t index) { return QStringLiteral("part-%1").arg(index + 1); }
    QString date() const { return document().madeAt.toString(QStringLiteral("d MMMM yyyy, HH:mm 'UTC'")); }

    QString m_html;
    int m_figures = 0;
};

QByteArray HtmlWriter::finish()
{
    m_html += QStringLiteral("</main>\n");
    foot();
    return m_html.toUtf8();
}

void HtmlWriter::head()
{
    const QString title = document().title.toHtmlEscaped();
    m_html
        += QStringLiteral("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                          "<meta name=\"generator\" content=\"CoBench %1\">\n<title>%2 – CoBench report</title>\n")
               .arg(document().version, title);
    m_html += QStringLiteral("<style>\n%1</style>\n</head>\n<body>\n").arg(reportStyle());
    m_html += QStringLiteral("<header>\n<p class=\"kicker\">CoBench report</p>\n<h1>%1</h1>\n"
                             "<p class=\"meta\">%2 · CoBench %3 · %4</p>\n")
                  .arg(title, date(), document().version, document().projectPath.toHtmlEscaped());
}

void HtmlWriter::contents()
{
    const auto& sections = document().sections;
    if (sections.size() > 1) {
        m_html += QStringLiteral("<nav aria-label=\"Contents\"><ul>");
        for (std::size_t i = 0; i < sections.size(); ++i)
            if (!sections[i].title.isEmpty())
                m_html += QStringLiteral("<li><a href=\"#%1\">%2</a></li>")
                              .arg(anchor(i), sections[i].title.toHtmlEscaped());
        m_html += QStringLiteral("</ul></nav>\n");
    }
    m_html += QStringLiteral("</header>\n");
}

void HtmlWriter::beginSection(const ReportSection& section, std::size_t index)
{
    m_html += QStringLiteral("<section id=\"%1\">\n").arg(anchor(index));
    if (!section.title.isEmpty())
        m_html += QStringLiteral("<h2>%1</h2>\n").arg(section.title.toHtmlEscaped());
}

void HtmlWriter::paragraphs(const QString& text, const QString& kind)
{
    for (const QString& paragraph : paragraphsOf(text)) {
        const QString lines = paragraph.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>\n"));
        m_html += kind.isEmpty() ? QStringLiteral("<p>%1</p>\n").arg(lines)
                                 : QStringLiteral("<p class=\"%1\">%2</p>\n").arg(kind, lines);
    }
}

void HtmlWriter::add(const ReportText& text)
{
    paragraphs(text.text);
}

void HtmlWriter::add(const ReportNotice& notice)
{
    paragraphs(notice.text, QStringLiteral("notice"));
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

void HtmlWriter::add(const ReportTable& table)
{
    m_html += QStringLiteral("<div class=\"scroll\"><table>\n<caption>%1</caption>\n<thead>\n")
                  .arg(table.title.toHtmlEscaped());
    row(table.headers, "th", table.firstNumber);
    m_html += QStringLiteral("</thead>\n<tbody>\n");
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        row(table.rows[i], "td", table.firstNumber, static_cast<int>(i) == table.highlightedRow);
    m_html += QStringLiteral("</tbody>\n</table></div>\n");
    paragraphs(table.caption, QStringLiteral("caption"));
    paragraphs(provenance(table.origin, document()), QStringLiteral("origin"));
    command(tableCommand(table.spec, document().projectPath));
}

void HtmlWriter::command(const QString& line)
{
    m_html += QStringLiteral("<code class=\"command\">%1</code>\n").arg(line.toHtmlEscaped());
}

void HtmlWriter::add(const ReportFigure& figure)
{
    const FigureData& data = *figure.data;
    const auto plot = makePlot(data, document().projectPath);
    plot->setTitle({}); // the page says it, in the page's type
    m_html += QStringLiteral("<figure>\n<h3>%1</h3>\n<p class=\"note\">%2</p>\n")
                  .arg(data.title.toHtmlEscaped(), data.note.toHtmlEscaped());
    m_html += figureSvg(*plot, preferredSize(data), QStringLiteral("f%1").arg(++m_figures));
    m_html += QStringLiteral("\n<figcaption>\n");
    paragraphs(figure.caption, QStringLiteral("caption"));
    paragraphs(data.explanation, QStringLiteral("explanation"));
    paragraphs(provenance(originOf(data), document()), QStringLiteral("origin"));
    command(plot->command());
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
                  .arg(document().version,
                      date(),
                      reportCommand(document().projectPath, document().name).toHtmlEscaped());
}

} // namespace

std::unique_ptr<ReportWriter> htmlWriter(const ReportDocument& document)
{
    return std::make_unique<HtmlWriter>(document);
}

QByteArray toHtml(const ReportDocument& document)
{
    return writeAll(*htmlWriter(document));
}

} // namespace cobench::ui
