// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/upset_glyphs.h"

#include "plots/plot_table.h"
#include "plots/upset.h"

#include <algorithm>
#include <cmath>

namespace cobench::plots {
namespace {

constexpr int kWidestName = 170; // pixels
constexpr double kGap = 6.0; // between axis and matrix, name and matrix
constexpr double kBarShare = 0.66; // of a column's width
constexpr double kWidestBar = 28.0;
constexpr double kLargestDot = 9.0;

} // namespace

UpsetGlyphs::UpsetGlyphs(QCPAxis* keyAxis, QCPAxis* valueAxis)
    : QCPAbstractPlottable(keyAxis, valueAxis)
{
}

void UpsetGlyphs::setData(const UpsetData* data)
{
    m_data = data;
    m_selected.reset();
}

QCPRange UpsetGlyphs::getKeyRange(bool& found, QCP::SignDomain) const
{
    found = m_data && !m_data->groups.empty();
    return found ? QCPRange(-0.5, double(m_data->groups.size()) - 0.5) : QCPRange();
}

QCPRange UpsetGlyphs::getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const
{
    found = m_data && !m_data->groups.empty();
    QCPRange range(0.0, 0.0);
    for (std::size_t group = 0; found && group < m_data->groups.size(); ++group)
        range.expand(m_data->groups[group].count);
    return range;
}

double UpsetGlyphs::rowHeight() const
{
    return QFontMetricsF(m_theme.smallFont()).height() + 2.0;
}

QString UpsetGlyphs::shownName(std::size_t set) const
{
    return QFontMetrics(m_theme.smallFont()).elidedText(m_data->sets[set].name, Qt::ElideMiddle, kWidestName);
}

QSize UpsetGlyphs::margins() const
{
    if (!m_data)
        return {};
    double widest = 0.0;
    for (std::size_t set = 0; set < m_data->sets.size(); ++set)
        widest = std::max(widest, QFontMetricsF(m_theme.smallFont()).horizontalAdvance(shownName(set)));
    return {int(std::ceil(widest + rowHeight() + 2 * kGap)),
        int(std::ceil(double(m_data->sets.size()) * rowHeight() + 2 * kGap))};
}

QRect UpsetGlyphs::clipRect() const
{
    const QRect axes = keyAxis()->axisRect()->rect();
    return axes.adjusted(-margins().width(), 0, 0, margins().height());
}

double UpsetGlyphs::rowCentre(std::size_t set) const
{
    return keyAxis()->axisRect()->bottom() + kGap + (double(set) + 0.5) * rowHeight();
}

double UpsetGlyphs::columnWidth() const
{
    return std::abs(keyAxis()->coordToPixel(1.0) - keyAxis()->coordToPixel(0.0));
}

QRectF UpsetGlyphs::columnRect(std::size_t group) const
{
    const double centre = keyAxis()->coordToPixel(double(group));
    const double width = columnWidth();
    const QRect all = clipRect();
    return {centre - width / 2, double(all.top()), width, double(all.height())};
}

void UpsetGlyphs::draw(QCPPainter* painter)
{
    if (!m_data)
        return;
    drawRows(*painter);
    const QRect axes = keyAxis()->axisRect()->rect();
    painter->setClipRect(axes.adjusted(0, 0, 0, margins().height())); // columns do not run into the names
    if (m_selected) {
        QColor band = m_theme.selection;
        band.setAlpha(40);
        painter->fillRect(columnRect(*m_selected), band);
    }
    const auto first = std::size_t(std::max(0.0, std::floor(keyAxis()->range().lower)));
    const auto last = std::size_t(std::max(0.0, std::ceil(keyAxis()->range().upper)));
    for (std::size_t group = first; group <= last && group < m_data->groups.size(); ++group) {
        drawBar(*painter, group);
        drawDots(*painter, group);
    }
}

void UpsetGlyphs::drawRows(QCPPainter& painter) const
{
    const QRect axes = keyAxis()->axisRect()->rect();
    painter.setFont(m_theme.smallFont());
    for (std::size_t set = 0; set < m_data->sets.size(); ++set) {
        const QRectF row(axes.left(), rowCentre(set) - rowHeight() / 2, axes.width(), rowHeight());
        if (set % 2 == 0)
            painter.fillRect(row, m_theme.faint(m_theme.mutedText, 0.08));
        painter.setPen(m_theme.text);
        const QRectF place(
            row.left() - margins().width(), row.top(), margins().width() - rowHeight() - kGap, rowHeight());
        painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, shownName(set));
        const double side = 0.55 * rowHeight();
        painter.fillRect(QRectF(place.right() + kGap, rowCentre(set) - side / 2, side, side),
            m_theme.category(m_data->sets[set].category).color);
    }
}

void UpsetGlyphs::drawBar(QCPPainter& painter, std::size_t group) const
{
    const UpsetGroup& bar = m_data->groups[group];
    const double width = std::min(kBarShare * columnWidth(), kWidestBar);
    const double left = keyAxis()->coordToPixel(double(group)) - width / 2;
    const auto y = [this](double value) { return valueAxis()->coordToPixel(value); };
    const double rest = bar.count - bar.part;
    painter.setAntialiasing(false);
    painter.fillRect(QRectF(QPointF(left, y(rest)), QPointF(left + width, y(0.0))), m_theme.accent);
    const QRectF part(QPointF(left, y(bar.count)), QPointF(left + width, y(rest)));
    painter.fillRect(part, m_theme.faint(m_theme.accent, 0.4));
    painter.setPen(QPen(m_theme.accent, 1.0));
    painter.setBrush(Qt::NoBrush);
    if (bar.part > 0.0)
        painter.drawRect(part.adjusted(0, 0, -1, 0));
    const QString text = formatNumber(bar.count, 6);
    const QFontMetricsF metrics(m_theme.smallFont());
    if (metrics.horizontalAdvance(text) > columnWidth() - 2.0)
        return;
    painter.setFont(m_theme.smallFont());
    painter.setPen(m_theme.mutedText);
    const QRectF above(
        columnRect(group).left(), y(bar.count) - metrics.height() - 1, columnWidth(), metrics.height());
    painter.drawText(above, Qt::AlignCenter, text);
}

void UpsetGlyphs::drawDots(QCPPainter& painter, std::size_t group) const
{
    const double x = keyAxis()->coordToPixel(double(group));
    const double radius = std::min({kLargestDot, 0.7 * columnWidth(), 0.62 * rowHeight()}) / 2;
    const std::vector<std::size_t>& inside = m_data->groups[group].sets;
    painter.setAntialiasing(true);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.faint(m_theme.mutedText, 0.28));
    for (std::size_t set = 0; set < m_data->sets.size(); ++set)
        if (std::ranges::find(inside, set) == inside.end())
            painter.drawEllipse(QPointF(x, rowCentre(set)), 0.6 * radius, 0.6 * radius);
    if (inside.empty())
        return;
    const auto [top, bottom] = std::ranges::minmax(inside);
    painter.setPen(QPen(m_theme.text, std::max(1.0, radius / 2)));
    painter.drawLine(QLineF(x, rowCentre(top), x, rowCentre(bottom)));
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.text);
    for (const std::size_t set : inside)
        painter.drawEllipse(QPointF(x, rowCentre(set)), radius, radius);
}

} // namespace cobench::plots
