// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/copy_actions.h"

#include "plots/export.h"
#include "ui/style/icons.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>

namespace cobench::ui {

QList<QAction*> copyRowsActions(std::function<plots::PlotTable()> rows, QObject* parent)
{
    auto* copy = new QAction(icon(QStringLiteral("copy")), QObject::tr("Copy rows"), parent);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    QObject::connect(copy, &QAction::triggered, parent, [rows] { plots::copyData(rows()); });
    auto* latex = new QAction(icon(QStringLiteral("copy")), QObject::tr("Copy as LaTeX"), parent);
    QObject::connect(latex, &QAction::triggered, parent, [rows = std::move(rows)] {
        QGuiApplication::clipboard()->setText(plots::toLatex(rows()));
    });
    return {copy, latex};
}

} // namespace cobench::ui
