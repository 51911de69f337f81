// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/progress_delegate.h"

#include "ui/models/run_list.h"

#include <QPainter>

namespace cobench::ui {

namespace {

constexpr int kBarHeight = 3;

} // namespace

void ProgressDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const double fraction = index.data(RunList::FractionRole).toDouble();
    QRect bar = option.rect.adjusted(8, 0, -8, -2);
    bar.setTop(bar.bottom() - kBarHeight + 1);
    painter->fillRect(bar, option.palette.color(QPalette::Mid));
    bar.setWidth(static_cast<int>(bar.width() * fraction));
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->fillRect(bar, option.palette.color(selected ? QPalette::HighlightedText : QPalette::Highlight));
}

} // namespace cobench::ui
