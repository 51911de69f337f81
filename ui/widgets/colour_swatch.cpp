// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/colour_swatch.h"

#include "plots/theme.h"
#include "ui/widgets/warning_mark.h"

#include <QApplication>
#include <QPainter>

namespace cobench::ui {

namespace {

constexpr int kSwatch = 10;
constexpr int kGap = 8;

} // namespace

SwatchDelegate::SwatchDelegate(int colourRole, int excludedRole, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_colourRole(colourRole)
    , m_excludedRole(excludedRole)
{
}

void SwatchDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (m_excludedRole < 0 || !index.data(m_excludedRole).toBool())
        return;
    option->font.setItalic(true);
    option->palette.setColor(QPalette::Text, option->palette.color(QPalette::PlaceholderText));
}

void SwatchDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QString text = std::exchange(item.text, {});
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, option.widget); // background of the whole cell
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    QRect room = option.rect.adjusted(kSwatch + 2 * kGap, 0, -kGap, 0);
    if (m_noteRole >= 0 && !index.data(m_noteRole).toString().isEmpty())
        room.setRight(drawWarningMark(painter, room, selected) - kGap);
    style->drawItemText(painter,
        room,
        static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
        item.palette,
        true,
        QFontMetrics(item.font).elidedText(text, Qt::ElideRight, room.width()),
        selected ? QPalette::HighlightedText : QPalette::Text);
    const auto theme = plots::PlotTheme::forPalette(option.palette);
    const QRect swatch(option.rect.left() + kGap, option.rect.center().y() - kSwatch / 2 + 1, kSwatch, kSwatch);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.category(static_cast<std::size_t>(index.data(m_colourRole).toInt())).color);
    painter->drawRoundedRect(swatch, 3, 3);
    painter->restore();
}

} // namespace cobench::ui
