// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QDialog;
class QPushButton;
class QWidget;

namespace cobench::ui {

/// Lays out a dialog for work that trains: the fields of its runs, which scroll, what is asked beside them, and
/// below `start`, which the dialog connects itself, and Cancel.
void layOutTrainingDialog(QDialog& dialog, QWidget* fields, QWidget* side, QPushButton* start);

} // namespace cobench::ui
