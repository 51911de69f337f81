// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

namespace cobench::ui {

/// Line icon of resources/icons, drawn in the palette's text colour of the moment, so that it follows the theme.
QIcon icon(const QString& name);

} // namespace cobench::ui
