// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/part_widgets.h"

#include "ui/pages/reports/commands.h"
#include "ui/pages/reports/figure_factory.h"

#include <QVBoxLayout>

namespace cobench::ui {

namespace {

constexpr qsizetype kLongestWord = 20; // characters that stay on one line

/// Keeps a chart's proportions, whatever the width.
class ChartFrame : public QWidget
{
public:
    ChartFrame(std::unique_ptr<plots::PlotWidget> plot, const QSize& preferred, QWidget* parent)
        : QWidget(parent)
        , m_preferred(preferred)
        , m_plot(plot.release())
    {
        m_plot->setParent(this);
        m_plot->setFocusPolicy(Qt::NoFocus);
        m_plot->setAttribute(Qt::WA_TransparentForMouseEvents); // the wheel scrolls the report
        QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
    }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override
    {
        return std::min(width, m_preferred.width()) * m_preferred.height() / m_preferred.width();
    }
    QSize sizeHint() const override { return m_preferred; }

protected:
    void resizeEvent(QResizeEvent*) override
    {
        const int width = std::min(this->width(), m_preferred.width());
        m_plot->setGeometry(0, 0, width, heightForWidth(width));
    }

private:
    QSize m_preferred;
    plots::PlotWidget* m_plot; // child
};

QWidget* column(QWidget* parent, const std::vector<QWidget*>& rows)
{
    auto* widget = new QWidget(parent);
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    for (QWidget* row : rows)
        layout->addWidget(row);
    return widget;
}

QString cells(const QStringList& texts, const QString& tag, int firstNumber, const QString& style)
{
    QString row;
    for (qsizetype i = 0; i < texts.size(); ++i)
        row += QStringLiteral("<%1 align=\"%2\" style=\"padding:3px 14px 3px 0;%3\">%4</%1>")
                   .arg(tag,
                       i < firstNumber ? QStringLiteral("left") : QStringLiteral("right"),
                       style,
                       texts[i].toHtmlEscaped());
    return QStringLiteral("<tr>%1</tr>").arg(row);
}

QString tableHtml(const ReportTable& table)
{
    QString html = QStringLiteral("<table cellspacing=\"0\">");
    html += cells(table.headers, QStringLiteral("th"), table.firstNumber, {});
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        html += cells(table.rows[i],
            QStringLiteral("td"),
            table.firstNumber,
            static_cast<int>(i) == table.highlightedRow ? QStringLiteral("font-weight:600") : QString());
    return html + QStringLiteral("</table>");
}

void addWords(std::vector<QWidget*>& rows, const QString& text, const QString& role, QWidget* parent)
{
    for (const QString& paragraph : paragraphsOf(text))
        rows.push_back(makeWords(paragraph, role, parent));
}

void addCommand(std::vector<QWidget*>& rows, const QString& command, QWidget* parent)
{
    QLabel* line = makeWords(command, QStringLiteral("dim"), parent);
    line->setObjectName(QStringLiteral("command"));
    rows.push_back(line);
}

std::vector<QWidget*> rowsOf(const ReportText& text, const QString&, QWidget* parent)
{
    std::vector<QWidget*> rows;
    addWords(rows, text.text, {}, parent);
    return rows;
}

std::vector<QWidget*> rowsOf(const ReportNotice& notice, const QString&, QWidget* parent)
{
    QLabel* words = makeWords(notice.text, {}, parent);
    words->setObjectName(QStringLiteral("notice"));
    return {words};
}

std::vector<QWidget*> rowsOf(const ReportTable& table, const QString& projectPath, QWidget* parent)
{
    std::vector<QWidget*> rows{makeWords(table.title, QStringLiteral("heading"), parent)};
    auto* grid = new QLabel(tableHtml(table), parent);
    grid->setTextFormat(Qt::RichText);
    grid->setAccessibleName(table.title);
    rows.push_back(grid);
    addWords(rows, table.caption, {}, parent);
    addWords(rows, table.origin, QStringLiteral("dim"), parent);
    addCommand(rows, tableCommand(table.spec, projectPath), parent);
    return rows;
}

std::vector<QWidget*> rowsOf(const ReportFigure& figure, const QString& projectPath, QWidget* parent)
{
    const FigureData& data = *figure.data;
    auto plot = makePlot(data, projectPath);
    const QString command = plot->command();
    plot->setTitle({}); // the words above say it
    std::vector<QWidget*> rows{makeWords(data.title, QStringLiteral("heading"), parent),
        makeWords(data.note, QStringLiteral("dim"), parent),
        new ChartFrame(std::move(plot), preferredSize(data), parent)};
    addWords(rows, figure.caption, {}, parent);
    addWords(rows, data.explanation, {}, parent);
    addWords(rows, originOf(data), QStringLiteral("dim"), parent);
    addCommand(rows, command, parent);
    return rows;
}

} // namespace

QString breakable(const QString& text)
{
    QString broken;
    qsizetype run = 0;
    for (const QChar c : text) {
        run = c.isSpace() ? 0 : run + 1;
        if (run > kLongestWord && !c.isLowSurrogate()) {
            broken += QChar(0x200B); // zero-width space
            run = 1;
        }
        broken += c;
    }
    return broken;
}

QLabel* makeWords(const QString& text, const QString& role, QWidget* parent)
{
    auto* label = new QLabel(breakable(text), parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    if (!role.isEmpty())
        label->setProperty("role", role);
    return label;
}

QWidget* makePartWidget(const ReportPart& part, const QString& projectPath, QWidget* parent)
{
    return std::visit([&](const auto& value) { return column(parent, rowsOf(value, projectPath, parent)); }, part);
}

} // namespace cobench::ui
