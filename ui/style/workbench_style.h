// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace cobench::ui {

/// Fusion with icons of our own where Qt puts buttons into docks, menu bars and fields: they follow the theme, and
/// no icon theme or image plugin is searched for them when the program starts. Tab leaves each table and list.
class WorkbenchStyle : public QProxyStyle
{
    Q_OBJECT
public:
    WorkbenchStyle();

    using QProxyStyle::polish;
    void polish(QWidget* widget) override;
    void drawPrimitive(PrimitiveElement element,
        const QStyleOption* option,
        QPainter* painter,
        const QWidget* widget) const override;
    QIcon standardIcon(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const override;
};

} // namespace cobench::ui
