// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QPainter;
class QRect;

namespace cobench::ui {

/// A small warning sign at the right edge of a row; returns the sign's left edge.
int drawWarningMark(QPainter* painter, const QRect& row, bool selected);

} // namespace cobench::ui
