// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/plot_table.h"

#include <QList>

#include <functional>

class QAction;
class QObject;

namespace cobench::ui {

/// "Copy rows" (with the usual keys) and "Copy as LaTeX" of what `rows` gives at that moment.
QList<QAction*> copyRowsActions(std::function<plots::PlotTable()> rows, QObject* parent);

} // namespace cobench::ui
