// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QItemSelection>

#include <vector>

namespace cobench::ui {

/// Rows (ascending) as few ranges. Qt looks through all of them for each cell it paints: beyond kMostRanges the
/// rest is left out.
inline constexpr std::size_t kMostRanges = 1000;
QItemSelection rangesOf(const QAbstractItemModel& model, const std::vector<int>& rows);

} // namespace cobench::ui
