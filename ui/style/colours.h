// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>
#include <QString>

namespace cobench::ui {

/// The few colours the window is made of; plots have a theme of their own that goes with them.
struct Colours {
    QColor window; // behind everything
    QColor base; // tables, fields
    QColor raised; // buttons, headers
    QColor border;
    QColor text;
    QColor dim; // secondary text, still 4.5:1 on window
    QColor accent;
    QColor onAccent;
    QColor good;
    QColor warning;
    QColor error;
    bool dark = false;
};

const Colours& lightColours();
const Colours& darkColours();

QPalette paletteOf(const Colours& colours);
/// What Fusion and a palette cannot say: flat buttons, quiet headers, the navigation rail.
QString styleSheetOf(const Colours& colours);

} // namespace cobench::ui
