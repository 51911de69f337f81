// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plots/scatter.h"
#include "ui/pages/ensembles/selection_presenter.h"

#include <optional>
#include <vector>

namespace cobench::ui {

/// The teams as the method compared them: its score against accuracy on the selection split, the thresholds as
/// lines, the low-accuracy clusters of 2-means hollow. `focal` picks one member's view where the method has one for
/// each. Point ids are numbers among `teams`, those it does not hold are left out. No groups for methods that look
/// at accuracy alone; the note then says so.
plots::ScatterData selectionFigure(
    const SelectionAnswer& answer, const TeamsAnswer& teams, std::optional<std::uint32_t> focal);

/// Members whose views there are; empty unless the method looks through each.
std::vector<std::uint32_t> focalViews(const SelectionAnswer& answer);

/// Where the method's threshold lies on the scatter of a query; nothing when it compares other numbers than shown.
std::optional<double> thresholdOn(
    const SelectionAnswer& answer, const TeamsAnswer& teams, const EnsembleQuery& query);

} // namespace cobench::ui
