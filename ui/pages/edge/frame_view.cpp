// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/frame_view.h"

#include "plots/theme.h"

#include <QElapsedTimer>
#include <QPainter>

#include <utility>

namespace cobench::ui {

namespace {

constexpr int kLabelPad = 3; // pixels
constexpr std::size_t kBadgeCategory = 1; // a warm one

} // namespace

FrameView::FrameView(QWidget* parent)
    : QWidget(parent)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void FrameView::setFrame(const QImage& image, std::vector<FrameBox> boxes, const QString& text)
{
    m_image = image;
    m_boxes = std::move(boxes);
    m_text = text;
    update();
}

void FrameView::setBadge(const QString& text)
{
    if (std::exchange(m_badge, text) != text)
        update();
}

/// Where the frame lies, in widget coordinates.
QRectF FrameView::target() const
{
    const QSizeF size = QSizeF(m_image.size()).scaled(QSizeF(this->size()), Qt::KeepAspectRatio);
    return {QPointF((width() - size.width()) / 2.0, (height() - size.height()) / 2.0), size};
}

void FrameView::paintEvent(QPaintEvent*)
{
    QElapsedTimer clock;
    clock.start();
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    if (m_image.isNull()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(rect().adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap, m_text);
    } else {
        const QRectF area = target();
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(area, m_image);
        painter.setClipRect(area);
        for (const FrameBox& box : m_boxes)
            paintBox(painter, box, area);
    }
    painter.setClipping(false);
    if (!m_badge.isEmpty())
        paintBadge(painter);
    m_paintSeconds = 1e-9 * static_cast<double>(clock.nsecsElapsed());
}

void FrameView::paintBadge(QPainter& painter) const
{
    const QColor colour = plots::PlotTheme::dark().category(kBadgeCategory).color;
    QFont bold = painter.font();
    bold.setBold(true);
    painter.setFont(bold);
    const QFontMetricsF metrics(bold);
    QRectF badge(0.0, 0.0, metrics.horizontalAdvance(m_badge) + 4 * kLabelPad, metrics.height() + 2 * kLabelPad);
    badge.moveTopRight(QPointF(width() - 2 * kLabelPad, 2 * kLabelPad));
    painter.fillRect(badge, colour);
    painter.setPen(plots::readableOn(colour));
    painter.drawText(badge, Qt::AlignCenter, m_badge);
}

void FrameView::paintBox(QPainter& painter, const FrameBox& box, const QRectF& area) const
{
    const double scale = area.width() / m_image.width();
    const QRectF place(area.topLeft() + box.place.topLeft() * scale, box.place.size() * scale);
    const bool isTruth = box.kind == FrameBox::Kind::Truth || box.kind == FrameBox::Kind::Ignored;
    const QColor colour = isTruth ? QColor(Qt::white)
                                  : plots::PlotTheme::dark().category(static_cast<std::size_t>(box.category)).color;
    const bool isDashed = box.kind == FrameBox::Kind::Stale || box.kind == FrameBox::Kind::Ignored;
    painter.setPen(QPen(Qt::black, isTruth ? 3.0 : 4.0));
    painter.drawRect(place); // an outline that shows on any picture
    painter.setPen(QPen(colour, isTruth ? 1.0 : 2.0, isDashed ? Qt::DashLine : Qt::SolidLine));
    painter.drawRect(place);
    if (box.label.isEmpty())
        return;
    const QFontMetricsF metrics(painter.font());
    QRectF label(0.0, 0.0, metrics.horizontalAdvance(box.label) + 2 * kLabelPad, metrics.height());
    label.moveBottomLeft(isTruth ? QPointF(place.left(), place.bottom() + label.height()) : place.topLeft());
    label.moveTop(std::clamp(label.top(), area.top(), std::max(area.top(), area.bottom() - label.height())));
    label.moveLeft(std::clamp(label.left(), area.left(), std::max(area.left(), area.right() - label.width())));
    painter.fillRect(label, colour);
    painter.setPen(plots::readableOn(colour));
    painter.drawText(label, Qt::AlignCenter, box.label);
}

} // namespace cobench::ui
