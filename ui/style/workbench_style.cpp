// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/workbench_style.h"

#include "ui/style/icons.h"

namespace cobench::ui {

WorkbenchStyle::WorkbenchStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{
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
