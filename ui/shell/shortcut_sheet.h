// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/command_palette.h"

#include <QDialog>

namespace cobench::ui {

/// Every shortcut there is: those of the menus, and what mouse and keys do in charts and tables.
class ShortcutSheet : public QDialog
{
    Q_OBJECT
public:
    explicit ShortcutSheet(const QList<Command>& commands, QWidget* parent = nullptr);
};

} // namespace cobench::ui
