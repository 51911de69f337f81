// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/title_element.h"

#include "plots/legend_item.h"

namespace cobench::plots {
namespace {

constexpr int kPadding = 8;

int drawLine(
    QCPPainter* painter, const QRect& area, int top, const QFont& font, const QColor& color, const QString& text)
{
    if (text.isEmpty())
        return top;
    const QFontMetrics metrics(font);
    painter->setFont(font);
    painter->setPen(color);
    painter->drawText(QPointF(area.left() + kPadding, top + metrics.ascent()),
        metrics.elidedText(text, Qt::ElideRight, area.width() - 2 * kPadding));
    return top + metrics.height();
}

int lineHeight(const QFont& font, const QString& text)
{
    return text.isEmpty() ? 0 : QFontMetrics(font).height();
}

} // namespace

TitleElement::TitleElement(QCustomPlot* plot)
    : QCPLayoutElement(plot)
{
}

void TitleElement::setTexts(const QString& title, const QString& note)
{
    m_title = title;
    m_note = note;
}

void TitleElement::setTheme(const PlotTheme& theme)
{
    m_theme = theme;
}

QSize TitleElement::minimumOuterSizeHint() const
{
    const int note = QFontMetrics(m_theme.smallFont()).horizontalAdvance(m_note) + 2 * kPadding;
    return {m_keepsNote ? std::min(note, sideRoom(*parentPlot())) : 0, height()};
}

int TitleElement::height() const
{
    const int text = lineHeight(m_theme.titleFont(), m_title) + lineHeight(m_theme.smallFont(), m_note);
    return text == 0 ? 0 : text + kPadding;
}

void TitleElement::draw(QCPPainter* painter)
{
    const int top
        = drawLine(painter, rect(), rect().top() + kPadding / 2, m_theme.titleFont(), m_theme.text, m_title);
    drawLine(painter, rect(), top, m_theme.smallFont(), m_theme.mutedText, m_note);
}

} // namespace cobench::plots
