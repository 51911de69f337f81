// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cobench::ui {

/// The XDG places of this program, made on demand with mode 0700.
QString configDir(); // settings
QString dataDir(); // the demo project
QString stateDir(); // log, crash reports, sessions

} // namespace cobench::ui
