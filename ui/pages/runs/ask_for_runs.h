// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <functional>

class QWidget;

namespace cobench::ui {

/// Asks for files in which other programs recorded runs; `take` is called when some were chosen.
void askForRuns(QWidget* parent, const std::function<void(const QStringList&)>& take);

} // namespace cobench::ui
