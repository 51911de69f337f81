// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/command_action.h"

#include "ui/style/icons.h"

#include <QClipboard>
#include <QGuiApplication>

namespace cobench::ui {

QAction* commandAction(std::function<QString()> command, QObject* parent)
{
    auto* action = new QAction(icon(QStringLiteral("command")), QObject::tr("Copy as command"), parent);
    action->setToolTip(QObject::tr("The command line that prints the same numbers"));
    QObject::connect(action, &QAction::triggered, parent, [command = std::move(command)] {
        if (const QString line = command(); !line.isEmpty())
            QGuiApplication::clipboard()->setText(line);
    });
    return action;
}

PoolPlace placeOf(const Workspace& workspace)
{
    return {
        .project = workspace.path(), .pool = workspace.snapshot()->entry.name, .split = workspace.split()->title};
}

} // namespace cobench::ui
