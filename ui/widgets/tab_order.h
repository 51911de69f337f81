// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace cobench::ui {

/// Tab goes through what is in `root` in the order of its layouts and splitters, not in that in which it was made;
/// the first of it comes next to `before`. What is made or moved later keeps the place that Qt gives it.
void orderTabs(QWidget& before, QWidget& root);

} // namespace cobench::ui
