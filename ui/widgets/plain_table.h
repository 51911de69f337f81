// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QAbstractItemModel;
class QTableView;
class QWidget;

namespace cobench::ui {

/// A table of rows without grid and row numbers, with its name for assistive technology.
QTableView* plainTable(QAbstractItemModel& model, const QString& name, QWidget* parent);

} // namespace cobench::ui
