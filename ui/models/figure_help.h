// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cobench::ui {

/// What a figure means, for tooltips and What's This: title, formula, range, direction.
struct FigureHelp {
    QString title;
    QString meaning;
    QString formula; // may be empty
    QString range; // may be empty
    QString direction; // "higher is better"; may be empty

    /// Rich text.
    QString text() const;
};

/// `column` is a MemberTable::Column.
FigureHelp memberColumnHelp(int column);

} // namespace cobench::ui
