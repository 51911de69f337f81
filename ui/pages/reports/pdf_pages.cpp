// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reports/pdf_pages.h"

#include <QPageSize>
#include <QTextLayout>

#include <algorithm>
#include <array>
#include <numeric>

namespace cobench::ui {

namespace {

constexpr int kResolution = 1200;
constexpr double kUnit = 96.0;
constexpr double kFooterHeight = 28.0;
constexpr double kRowHeight = 20.0;
constexpr double kColumnGap = 14.0;
constexpr double kParagraphGap = 6.0;

/// Returns the height. Words longer than a line are broken.
double layOut(QTextLayout& layout, double width)
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    double height = 0.0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        height += line.height();
    }
    layout.endLayout();
    return height;
}

} // namespace

PdfPages::PdfPages(const QString& title, const QString& footer)
    : m_footer(footer)
{
    m_buffer.open(QIODevice::WriteOnly);
    m_writer = std::make_unique<QPdfWriter>(&m_buffer);
    m_writer->setTitle(title);
    m_writer->setCreator(QStringLiteral("CoBench " COBENCH_VERSION));
    m_writer->setPageSize(QPageSize(QPageSize::A4));
    m_writer->setPageMargins(QMarginsF(18, 18, 18, 14), QPageLayout::Millimeter);
    m_writer->setResolution(kResolution);
    m_painter = std::make_unique<QPainter>(m_writer.get());
    const double scale = kResolution / kUnit;
    m_painter->scale(scale, scale);
    m_width = m_writer->width() / scale;
    m_bottom = m_writer->height() / scale - kFooterHeight;
    drawFooter();
}

void PdfPages::startPage()
{
    m_writer->newPage();
    m_y = 0.0;
    ++m_page;
    drawFooter();
}

void PdfPages::drawFooter()
{
    const TextStyle small = style(10, QFont::Normal, true);
    const QRectF line(0, m_bottom + 10, m_width, kFooterHeight - 10);
    m_painter->setFont(small.font);
    m_painter->setPen(small.color);
    const QString number = QString::number(m_page);
    const QFontMetricsF metrics(small.font, m_writer.get());
    const double room = m_width - metrics.horizontalAdvance(number) - kColumnGap;
    m_painter->drawText(line, Qt::AlignLeft | Qt::AlignBottom, metrics.elidedText(m_footer, Qt::ElideMiddle, room));
    m_painter->drawText(line, Qt::AlignRight | Qt::AlignBottom, number);
}

PdfPages::TextStyle PdfPages::style(double pixels, QFont::Weight weight, bool muted) const
{
    QFont font = m_theme.font;
    font.setPixelSize(static_cast<int>(pixels));
    font.setWeight(weight);
    return {.font = font, .color = muted ? m_theme.mutedText : m_theme.text};
}

PdfPages::TextStyle PdfPages::paragraphStyle(bool muted) const
{
    return style(muted ? 11 : 13, QFont::Normal, muted);
}

PdfPages::TextStyle PdfPages::codeStyle() const
{
    TextStyle mono = style(10, QFont::Normal, true);
    mono.font.setFamilies({QStringLiteral("DejaVu Sans Mono"), QStringLiteral("monospace")});
    return mono;
}

double PdfPages::heightOf(const QString& text, const TextStyle& style, double indent) const
{
    double height = 0.0;
    for (const QString& lines : text.split(QLatin1Char('\n'))) {
        QTextLayout layout(lines, style.font, m_writer.get());
        height += layOut(layout, m_width - indent);
    }
    return height;
}

void PdfPages::put(const QString& text, const TextStyle& style, double indent)
{
    for (const QString& lines : text.split(QLatin1Char('\n'))) {
        QTextLayout layout(lines, style.font, m_writer.get());
        layOut(layout, m_width - indent);
        for (int i = 0; i < layout.lineCount(); ++i) {
            const QTextLine line = layout.lineAt(i);
            need(line.height());
            m_painter->setPen(style.color);
            line.draw(m_painter.get(), QPointF(indent, m_y));
            m_y += line.height();
        }
    }
}

void PdfPages::need(double height)
{
    if (m_y > 0.0 && m_y + height > m_bottom)
        startPage();
}

void PdfPages::heading(const QString& text, int level)
{
    constexpr std::array kPixels{30, 22, 15};
    const TextStyle bold = style(kPixels[static_cast<std::size_t>(std::clamp(level, 1, 3) - 1)], QFont::Bold);
    need(heightOf(text, bold) + 80.0); // a heading never ends a page
    put(text, bold);
    m_y += 4.0;
}

void PdfPages::paragraph(const QString& text, bool muted)
{
    put(text, paragraphStyle(muted));
    m_y += kParagraphGap;
}

void PdfPages::notice(const QString& text)
{
    constexpr double kIndent = 12.0;
    const TextStyle plain = style(12, QFont::Normal);
    const double height = heightOf(text, plain, kIndent);
    need(height + 80.0); // stays with what it is about
    m_painter->fillRect(QRectF(0, m_y, 3, height), m_theme.accent);
    put(text, plain, kIndent);
    m_y += 10.0;
}

void PdfPages::code(const QString& text)
{
    put(text, codeStyle());
    m_y += kParagraphGap;
}

std::vector<double> PdfPages::columnWidths(const QStringList& headers, const std::vector<QStringList>& rows) const
{
    std::vector<double> widths;
    const auto width
        = [this](const QString& text) { return m_painter->boundingRect(QRectF(0, 0, 1e6, 1e6), 0, text).width(); };
    for (qsizetype column = 0; column < headers.size(); ++column) {
        m_painter->setFont(style(11, QFont::DemiBold).font);
        double widest = width(headers[column]);
        for (const QStringList& row : rows)
            widest = std::max(widest, width(row.value(column)));
        widths.push_back(widest + kColumnGap);
    }
    const double all = std::accumulate(widths.begin(), widths.end(), 0.0);
    // The first column, the names, takes or gives what is over.
    widths.front() = std::max(60.0, widths.front() + m_width - all);
    return widths;
}

void PdfPages::tableRow(
    const QStringList& cells, const std::vector<double>& widths, int firstNumber, const TextStyle& style)
{
    m_painter->setFont(style.font);
    m_painter->setPen(style.color);
    double x = 0.0;
    for (qsizetype column = 0; column < cells.size(); ++column) {
        const double width = widths[static_cast<std::size_t>(column)];
        const bool last = column + 1 == cells.size();
        const QRectF box(x, m_y, width - (column < firstNumber && !last ? kColumnGap : 0.0), kRowHeight);
        const auto alignment = Qt::AlignVCenter | (column < firstNumber ? Qt::AlignLeft : Qt::AlignRight);
        m_painter->drawText(box, int(alignment) | Qt::TextSingleLine, cells[column]);
        x += width;
    }
    m_y += kRowHeight;
    m_painter->setPen(QPen(m_theme.grid, 0.75));
    m_painter->drawLine(QPointF(0, m_y), QPointF(m_width, m_y));
}

void PdfPages::table(
    const QString& caption, const QStringList& headers, const std::vector<QStringList>& rows, int firstNumber)
{
    heading(caption, 3);
    const std::vector<double> widths = columnWidths(headers, rows);
    const TextStyle bold = style(11, QFont::DemiBold, true);
    const TextStyle plain = style(11, QFont::Normal);
    need(3 * kRowHeight);
    tableRow(headers, widths, firstNumber, bold);
    for (const QStringList& row : rows) {
        if (m_y + kRowHeight > m_bottom) {
            startPage();
            tableRow(headers, widths, firstNumber, bold);
        }
        tableRow(row, widths, firstNumber, plain);
    }
    m_y += 6.0;
}

double PdfPages::heightOf(const Legend& legend) const
{
    double height = heightOf(legend.command, codeStyle()) + 2 * kParagraphGap;
    for (const QString& text : legend.caption)
        height += heightOf(text, paragraphStyle(false)) + kParagraphGap;
    for (const QString& text : legend.small)
        height += heightOf(text, paragraphStyle(true)) + kParagraphGap;
    return height;
}

void PdfPages::figure(plots::PlotWidget& plot, const QSize& size, double mostShare, const Legend& below)
{
    const double shrink = std::min({1.0, m_width / size.width(), mostShare * m_bottom / size.height()});
    need(size.height() * shrink + heightOf(below));
    m_painter->save();
    m_painter->translate((m_width - size.width() * shrink) / 2.0, m_y);
    m_painter->scale(shrink, shrink);
    plot.setTheme(m_theme);
    plot.paint(*m_painter, size);
    m_painter->restore();
    m_y += size.height() * shrink + kParagraphGap;
    for (const QString& text : below.caption)
        paragraph(text);
    for (const QString& text : below.small)
        paragraph(text, true);
    code(below.command);
    m_y += 12.0;
}

QByteArray PdfPages::finish()
{
    m_painter->end();
    m_buffer.close();
    return m_buffer.data();
}

} // namespace cobench::ui
