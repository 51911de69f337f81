// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cobench::plots {

class PlotWidget;

/// Charts that stand over each other show the same part of the x axis, at the same place: who moves one moves the
/// other, and their plotting areas begin equally far from the left.
void shareHorizontalView(PlotWidget& first, PlotWidget& second);

} // namespace cobench::plots
