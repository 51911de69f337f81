// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tab_order.h"

#include <QLayout>
#include <QScrollArea>
#include <QSplitter>

namespace cobench::ui {

namespace {

void addLaidOut(QList<QWidget*>& widgets, const QLayout& layout)
{
    for (int i = 0; i < layout.count(); ++i) {
        QLayoutItem* item = layout.itemAt(i);
        if (QWidget* widget = item->widget())
            widgets += widget;
        else if (const QLayout* inner = item->layout())
            addLaidOut(widgets, *inner);
    }
}

/// Those directly below, first as they are laid out, then what lies free.
QList<QWidget*> partsOf(const QWidget& widget)
{
    QList<QWidget*> parts;
    if (const auto* scroll = qobject_cast<const QScrollArea*>(&widget))
        return {scroll->widget()};
    if (const auto* splitter = qobject_cast<const QSplitter*>(&widget))
        for (int i = 0; i < splitter->count(); ++i)
            parts += splitter->widget(i);
    if (const QLayout* layout = widget.layout())
        addLaidOut(parts, *layout);
    for (QObject* child : widget.children())
        if (auto* part = qobject_cast<QWidget*>(child); part && !part->isWindow() && !parts.contains(part))
            parts += part;
    return parts;
}

void addFocusable(QList<QWidget*>& found, QWidget& widget)
{
    const bool isReached = (widget.focusPolicy() & Qt::TabFocus) != 0 && !widget.focusProxy();
    if (isReached)
        found += &widget;
    if (isReached && !widget.layout() && !qobject_cast<QScrollArea*>(&widget))
        return; // the parts of a control are its own
    for (QWidget* part : partsOf(widget))
        if (part)
            addFocusable(found, *part);
}

} // namespace

void orderTabs(QWidget& before, QWidget& root)
{
    QList<QWidget*> widgets{&before};
    addFocusable(widgets, root);
    for (qsizetype i = 1; i < widgets.size(); ++i)
        QWidget::setTabOrder(widgets[i - 1], widgets[i]);
}

} // namespace cobench::ui
