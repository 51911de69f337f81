// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/narrow_box.h"

#include <QStyleOptionComboBox>

#include <algorithm>

namespace cobench::ui {

namespace {

constexpr int kIconGap = 4; // QComboBox's own
constexpr int kAbove = 2;

} // namespace

QSize NarrowBox::sizeHint() const
{
    ensurePolished(); // the font is the style sheet's
    const QFontMetrics metrics = fontMetrics();
    const int width = minimumContentsLength() * metrics.horizontalAdvance(u'X') + iconSize().width() + kIconGap;
    const int height = std::max(metrics.height(), iconSize().height()) + kAbove;
    QStyleOptionComboBox option;
    initStyleOption(&option);
    return style()->sizeFromContents(QStyle::CT_ComboBox, &option, {width, height}, this);
}

} // namespace cobench::ui
