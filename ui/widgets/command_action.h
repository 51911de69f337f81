// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/workspace.h"
#include "ui/pages/reports/cli_commands.h"

#include <QAction>

#include <functional>

namespace cobench::ui {

/// "Copy as command": puts what `command` gives at that moment on the clipboard; nothing when it is empty.
QAction* commandAction(std::function<QString()> command, QObject* parent);

/// What is looked at. Precondition: a pool and a split are shown.
PoolPlace placeOf(const Workspace& workspace);

} // namespace cobench::ui
