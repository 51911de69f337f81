// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/workbench_style.h"

#include "ui/style/icons.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStyleOption>

namespace cobench::ui {

WorkbenchStyle::WorkbenchStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

void WorkbenchStyle::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    if (auto* view = qobject_cast<QAbstractItemView*>(widget))
        view->setTabKeyNavigation(false); // arrows go from cell to cell; a table that kept Tab would be a dead end
}

void WorkbenchStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    if (element == PE_IndicatorItemViewItemCheck && widget) {
        QStyleOptionButton box; // what Fusion ticks
        box.rect = option->rect;
        box.state = option->state;
        box.palette = widget->palette(); // that of a selected row has the tick in the colour of the box
        return drawPrimitive(PE_IndicatorCheckBox, &box, painter, widget);
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (element != PE_IndicatorCheckBox)
        return;
    // Fusion outlines it darker than the window, which a dark theme swallows.
    QColor edge = option->palette.color(QPalette::Text);
    edge.setAlphaF(0.5F);
    painter->save();
    painter->setPen(edge);
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5));
    painter->restore();
}

QIcon WorkbenchStyle::standardIcon(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const
{
    switch (which) {
    case SP_TitleBarCloseButton:
    case SP_DockWidgetCloseButton:
    case SP_LineEditClearButton:
        return icon(QStringLiteral("close"));
    case SP_TitleBarNormalButton:
        return icon(QStringLiteral("float"));
    case SP_ToolBarHorizontalExtensionButton:
        return icon(QStringLiteral("next"));
    default:
        return QProxyStyle::standardIcon(which, option, widget);
    }
}

} // namespace cobench::ui
