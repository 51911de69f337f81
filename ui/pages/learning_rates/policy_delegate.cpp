// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/learning_rates/policy_delegate.h"

#include "ui/pages/learning_rates/policy_library.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

namespace cobench::ui {

namespace {

constexpr int kMargin = 6;
constexpr int kSketchWidth = 64;
constexpr int kTick = 16;

struct Places {
    QRect tick;
    QRect name;
    QRect note;
    QRect sketch;
};

Places placesIn(const QStyleOptionViewItem& option)
{
    const QRect area = option.rect.adjusted(kMargin, kMargin / 2, -kMargin, -kMargin / 2);
    const int line = option.fontMetrics.height();
    const QRect tick(area.left() + 2, area.center().y() - kTick / 2, kTick, kTick);
    const QRect sketch(area.right() - kSketchWidth, area.top() + 3, kSketchWidth, area.height() - 6);
    const QRect words(
        tick.right() + kMargin, area.top(), sketch.left() - tick.right() - 2 * kMargin, area.height());
    return {.tick = tick,
        .name = QRect(words.left(), words.top(), words.width(), words.height() / 2),
        .note = QRect(words.left(), words.bottom() - line, words.width(), line + 1),
        .sketch = sketch};
}

bool isHeading(const QModelIndex& index)
{
    return index.data(PolicyLibrary::KindRole).toInt() == static_cast<int>(PolicyLibrary::Kind::Heading);
}

void drawHeading(QPainter& painter, const QStyleOptionViewItem& option, const QString& text)
{
    QFont font = option.font;
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(option.palette.color(QPalette::PlaceholderText));
    painter.drawText(option.rect.adjusted(kMargin + 2, 0, -kMargin, -3), Qt::AlignBottom | Qt::AlignLeft, text);
}

void drawTick(QPainter& painter, const QStyleOptionViewItem& option, const QRect& place, bool checked)
{
    QStyleOptionViewItem box = option;
    box.rect = place;
    box.state &= ~QStyle::State_HasFocus;
    box.state |= checked ? QStyle::State_On : QStyle::State_Off;
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &box, &painter, option.widget);
}

void drawSketch(QPainter& painter, const QRect& place, QPolygonF sketch, const QColor& colour)
{
    for (QPointF& point : sketch)
        point = {place.left() + point.x() * place.width(), place.bottom() - point.y() * place.height()};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1.3));
    painter.drawPolyline(sketch);
}

} // namespace

QSize PolicyDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const int line = option.fontMetrics.height();
    return {option.fontMetrics.averageCharWidth() * 24, isHeading(index) ? line + 14 : 2 * line + 2 * kMargin + 2};
}

void PolicyDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    if (isHeading(index)) {
        drawHeading(*painter, option, index.data().toString());
        return painter->restore();
    }
    QStyleOptionViewItem background = option;
    background.features &= ~QStyleOptionViewItem::HasCheckIndicator;
    QApplication::style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &background, painter, option.widget);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (selected)
        painter->fillRect(option.rect, option.palette.color(QPalette::Highlight));
    const auto colour = [&](QPalette::ColorRole normal) {
        return option.palette.color(selected ? QPalette::HighlightedText : normal);
    };
    const Places places = placesIn(option);
    drawTick(*painter, option, places.tick, index.data(Qt::CheckStateRole).toInt() == Qt::Checked);
    const auto draw = [&](const QRect& place, QPalette::ColorRole role, const QString& text) {
        painter->setPen(colour(role));
        painter->drawText(place,
            Qt::AlignLeft | Qt::AlignVCenter,
            option.fontMetrics.elidedText(text, Qt::ElideRight, place.width()));
    };
    painter->setFont(option.font);
    draw(places.name, QPalette::Text, index.data().toString());
    draw(places.note, QPalette::PlaceholderText, index.data(PolicyLibrary::NoteRole).toString());
    drawSketch(*painter,
        places.sketch,
        index.data(PolicyLibrary::SketchRole).value<QPolygonF>(),
        selected ? colour(QPalette::Text) : option.palette.color(QPalette::Highlight));
    painter->restore();
}

void PolicyDelegate::updateEditorGeometry(
    QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex&) const
{
    const Places places = placesIn(option);
    editor->setGeometry(places.name.united(places.note).adjusted(-4, 2, 0, -2));
}

bool PolicyDelegate::editorEvent(
    QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const bool isKey = event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space;
    const bool isClick = event->type() == QEvent::MouseButtonRelease
        && placesIn(option)
               .tick.adjusted(-6, -6, 6, 6)
               .contains(static_cast<QMouseEvent*>(event)->position().toPoint());
    if (!isKey && !isClick)
        return false;
    const bool checked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

} // namespace cobench::ui
