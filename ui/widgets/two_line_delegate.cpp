// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/two_line_delegate.h"

#include "ui/widgets/warning_mark.h"

#include <QApplication>
#include <QPainter>

namespace cobench::ui {

namespace {

constexpr int kMargin = 8;
constexpr int kIconSize = 18;

} // namespace

TwoLineDelegate::TwoLineDelegate(int role, int noteRole, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_role(role)
    , m_noteRole(noteRole)
{
}

QSize TwoLineDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {option.fontMetrics.averageCharWidth() * 20, 2 * option.fontMetrics.height() + 2 * kMargin};
}

void TwoLineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem background = option;
    initStyleOption(&background, index);
    background.text.clear();
    background.icon = {};
    QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &background, painter, option.widget);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const auto colour = [&](QPalette::ColorRole normal) {
        return option.palette.color(selected ? QPalette::HighlightedText : normal);
    };
    QRect area = option.rect.adjusted(kMargin * 2, kMargin, -kMargin, -kMargin);
    if (!index.data(m_noteRole).toString().isEmpty())
        area.setRight(drawWarningMark(painter, area, selected) - kMargin);
    if (const auto picture = index.data(Qt::DecorationRole).value<QIcon>(); !picture.isNull()) {
        const QRect place(area.left(), area.center().y() - kIconSize / 2, kIconSize, kIconSize);
        picture.paint(painter, place, Qt::AlignCenter, selected ? QIcon::Selected : QIcon::Normal);
        area.setLeft(place.right() + kMargin);
    }
    const auto draw = [&](Qt::Alignment side, QPalette::ColorRole role, const QString& text) {
        painter->setPen(colour(role));
        painter->drawText(area,
            static_cast<int>(side | Qt::AlignLeft),
            option.fontMetrics.elidedText(text, Qt::ElideRight, area.width()));
    };
    painter->save();
    draw(Qt::AlignTop, QPalette::Text, index.data().toString());
    draw(Qt::AlignBottom, QPalette::PlaceholderText, index.data(m_role).toString());
    painter->restore();
}

} // namespace cobench::ui
