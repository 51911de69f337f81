// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cobench::ui {

/// The style sheet of HTML reports: light and dark after the reader's setting, light on paper.
QString reportStyle();

} // namespace cobench::ui
