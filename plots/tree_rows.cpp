// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/tree_rows.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace cobench::plots {
namespace {

constexpr double kShared = 1.5; // pixels; narrower nodes are averaged
constexpr double kGapFrom = 4.0; // pixels; nodes from this width stand apart
constexpr double kHatchStep = 6.0;
constexpr double kTextMargin = 6.0;
constexpr std::size_t kShades = 1024; // of a colour map; finer than a screen's

void hatch(QCPPainter& painter, const QRectF& area, const QColor& color, bool crossed)
{
    painter.save();
    painter.setClipRect(area, Qt::IntersectClip);
    painter.setAntialiasing(true);
    painter.setPen(QPen(color, 1.0));
    for (double x = area.left() - area.height(); x < area.right(); x += kHatchStep) {
        painter.drawLine(QLineF(x, area.bottom(), x + area.height(), area.top()));
        if (crossed)
            painter.drawLine(QLineF(x, area.top(), x + area.height(), area.bottom()));
    }
    painter.setAntialiasing(false);
    painter.restore();
}

QColor markColor(TreeMark mark, const PlotTheme& theme)
{
    return mark == TreeMark::Selected ? theme.selection : theme.text;
}

} // namespace

void drawTreeMark(QCPPainter& painter, const QRectF& area, TreeMark mark, const PlotTheme& theme)
{
    if (mark == TreeMark::None)
        return;
    const double width = mark == TreeMark::Current ? 4.0 : 2.0;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.background, width + 2.0)); // keeps the outline apart from any colour below it
    painter.drawRect(area.adjusted(1, 1, -1, -1));
    painter.setPen(QPen(markColor(mark, theme), width));
    painter.drawRect(area.adjusted(1, 1, -1, -1));
}

void drawTreeCell(
    QCPPainter& painter, const QRectF& area, TreeState state, const QColor& value, const PlotTheme& theme)
{
    switch (state) {
    case TreeState::Root:
        painter.fillRect(area, theme.faint(theme.accent, 0.35));
        break;
    case TreeState::Kept:
        painter.fillRect(area, value);
        break;
    case TreeState::Pruned:
        painter.fillRect(area, theme.faint(theme.category(5).color, 0.45));
        hatch(painter, area, theme.category(5).color, false);
        break;
    case TreeState::Killed:
        painter.fillRect(area, theme.missing);
        hatch(painter, area, theme.missingHatch, true);
        break;
    case TreeState::NotGenerated:
        painter.setPen(QPen(theme.grid, 1.0));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5));
        break;
    }
}

/// Runs of shared pixel columns are drawn when a wide node or the end of the row interrupts them.
struct TreeRows::Strip {
    QCPPainter& painter;
    double top;
    double height;
    double weight = 0.0;
    double red = 0.0, green = 0.0, blue = 0.0;
    int column = 0;

    void add(int pixel, double width, QRgb color)
    {
        if (pixel != column)
            flush();
        column = pixel;
        weight += width;
        red += width * qRed(color);
        green += width * qGreen(color);
        blue += width * qBlue(color);
    }

    void flush()
    {
        const auto mean = [this](double sum) { return static_cast<int>(std::lround(sum / weight)); };
        if (weight > 0.0)
            painter.fillRect(QRectF(column, top, 1.0, height), QColor(mean(red), mean(green), mean(blue)));
        weight = red = green = blue = 0.0;
    }
};

TreeRows::TreeRows(QCPAxis* keyAxis, QCPAxis* valueAxis, const TreeLayout& layout)
    : QCPAbstractPlottable(keyAxis, valueAxis)
    , m_layout(layout)
{
}

void TreeRows::setCells(TreeNodes nodes, const ColorRange& range)
{
    m_nodes = std::move(nodes);
    std::array<QRgb, kShades> shades{};
    for (std::size_t i = 0; i < kShades; ++i)
        shades[i] = m_theme.sequential.at(double(i) / double(kShades - 1)).rgb();
    std::array<QRgb, 5> states{};
    states[std::size_t(TreeState::Root)] = m_theme.faint(m_theme.accent, 0.35).rgb();
    states[std::size_t(TreeState::Pruned)] = m_theme.category(5).color.rgb();
    states[std::size_t(TreeState::Killed)] = m_theme.missing.rgb();
    states[std::size_t(TreeState::NotGenerated)] = m_theme.background.rgb();
    m_colors.resize(m_nodes.size());
    for (std::size_t node = 0; node < m_colors.size(); ++node) {
        const TreeNode& cell = m_nodes[node];
        m_colors[node] = cell.state != TreeState::Kept ? states[std::size_t(cell.state)]
            : std::isnan(cell.value)
            ? m_theme.missing.rgb()
            : shades[std::size_t(std::lround(std::clamp(range.position(cell.value), 0.0, 1.0) * (kShades - 1)))];
    }
}

QRectF TreeRows::nodeRect(std::size_t node) const
{
    const double row = double(m_layout.depth(node));
    const double left = m_layout.left(node);
    return QRectF(coordsToPixels(left, row - 0.5), coordsToPixels(left + m_layout.extent(node), row + 0.5))
        .normalized();
}

QCPRange TreeRows::getKeyRange(bool& found, QCP::SignDomain) const
{
    found = m_nodes.size() > 0;
    return {0.0, m_layout.width()};
}

QCPRange TreeRows::getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const
{
    found = m_nodes.size() > 0;
    return {-0.5, double(m_layout.rows()) - 0.5};
}

void TreeRows::draw(QCPPainter* painter)
{
    painter->setAntialiasing(false);
    for (std::size_t depth = 0; depth < m_layout.rows(); ++depth)
        drawRow(*painter, depth);
    drawLinks(*painter);
}

void TreeRows::drawLinks(QCPPainter& painter) const
{
    painter.setAntialiasing(true);
    for (const TreeLink& link : m_links) {
        if (m_layout.extent(link.from) == 0.0 || m_layout.extent(link.to) == 0.0)
            continue;
        const QRectF from = nodeRect(link.from);
        const QRectF to = nodeRect(link.to);
        const QLineF line(from.center().x(), from.top() + 1.0, to.center().x(), to.bottom() - 1.0);
        painter.setPen(QPen(m_theme.background, link.strong ? 5.0 : 3.0));
        painter.drawLine(line);
        painter.setPen(link.strong ? QPen(m_theme.selection, 2.5, Qt::DashLine) : QPen(m_theme.text, 1.2));
        painter.drawLine(line);
    }
    painter.setAntialiasing(false);
}

void TreeRows::drawRow(QCPPainter& painter, std::size_t depth) const
{
    const TreePlaces& places = m_layout.places();
    const auto& row = places.rows[depth];
    const QCPRange shown = keyAxis()->range();
    const QRectF band = nodeRect(row.front());
    const double origin = keyAxis()->coordToPixel(0.0);
    const double leaf = keyAxis()->coordToPixel(1.0) - origin; // pixels
    Strip strip{.painter = painter, .top = band.top() + 1.0, .height = band.height() - 2.0};
    for (std::size_t i = m_layout.firstEndingAfter(depth, shown.lower); i < row.size(); ++i) {
        const std::uint32_t node = row[i];
        if (places.left[node] >= shown.upper)
            break;
        const double left = origin + leaf * places.left[node];
        const double width = leaf * places.extent[node];
        if (width < kShared) {
            strip.add(int(std::floor(left)),
                width,
                m_marks[node] == TreeMark::None ? m_colors[node] : markColor(m_marks[node], m_theme).rgb());
            continue;
        }
        strip.flush();
        drawNode(
            painter, node, QRectF(left, band.top() + 1.0, width - (width >= kGapFrom ? 1.0 : 0.0), strip.height));
    }
    strip.flush();
}

void TreeRows::drawNode(QCPPainter& painter, std::size_t node, const QRectF& area) const
{
    drawTreeCell(painter, area, m_nodes[node].state, QColor::fromRgb(m_colors[node]), m_theme);
    drawName(painter, node, area);
    drawTreeMark(painter, area, m_marks[node], m_theme);
}

void TreeRows::drawName(QCPPainter& painter, std::size_t node, const QRectF& area) const
{
    const TreeState state = m_nodes[node].state;
    const bool isCollapsed = m_layout.isCollapsed(node);
    if (state == TreeState::NotGenerated && !isCollapsed)
        return;
    const QString name = m_names[m_nodes[node].name] + (isCollapsed ? QStringLiteral(" ▸") : QString());
    painter.setFont(m_theme.smallFont());
    const QFontMetricsF metrics(m_theme.smallFont());
    const QSizeF text(metrics.horizontalAdvance(name) + kTextMargin, metrics.height());
    const bool turned = text.width() > area.width();
    if (turned ? text.height() > area.width() || text.width() > area.height() : text.height() > area.height())
        return;
    painter.save();
    painter.translate(area.center());
    painter.rotate(turned ? -90.0 : 0.0);
    const QRectF plate(-text.width() / 2, -text.height() / 2, text.width(), text.height());
    const bool onValue = state == TreeState::Kept;
    if (!onValue && state != TreeState::Root)
        painter.fillRect(plate, m_theme.background);
    painter.setPen(onValue ? readableOn(QColor::fromRgb(m_colors[node])) : m_theme.text);
    painter.drawText(plate, Qt::AlignCenter, name);
    painter.restore();
}

} // namespace cobench::plots
