// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cobench::ui {

/// Desktop notification over the session bus; does nothing where there is no such service. Returns at once.
void notifyDesktop(const QString& title, const QString& text);

} // namespace cobench::ui
