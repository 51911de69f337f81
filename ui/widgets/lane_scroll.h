// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QScrollBar;
class QWidget;

namespace cobench::plots {
class Lanes;
}

namespace cobench::ui {

/// A scroll bar beside lanes that do not all fit: it and the wheel move them together. Hidden where they fit.
QScrollBar* laneScroll(plots::Lanes& lanes, QWidget* parent);

} // namespace cobench::ui
