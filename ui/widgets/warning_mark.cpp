// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/warning_mark.h"

#include "ui/style/icons.h"

#include <QPainter>
#include <QRect>

namespace cobench::ui {

namespace {

constexpr int kSide = 16;

} // namespace

int drawWarningMark(QPainter* painter, const QRect& row, bool selected)
{
    const QRect place(row.right() - kSide, row.center().y() - kSide / 2, kSide, kSide);
    icon(QStringLiteral("warning"))
        .paint(painter, place, Qt::AlignCenter, selected ? QIcon::Selected : QIcon::Normal);
    return place.left();
}

} // namespace cobench::ui
