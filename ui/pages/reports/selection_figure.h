// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/select_teams.h"
#include "plots/scatter.h"

#include <QString>

#include <optional>
#include <vector>

namespace cobench::ui {

/// Teams that were chosen from a pool; lives no longer than what it refers to.
struct ToldSelection {
    const data::Pool& pool;
    QString split; // title of the selection split
    const jobs::SelectionOptions& options; // as applied
    bool selectedOnReportedData = false;
    const jobs::TeamChoice& choice; // with its groups
};

/// The teams as the method compared them: its score against accuracy on the selection split, the thresholds as
/// lines, the low-accuracy clusters of 2-means hollow. `focal` picks one member's view where the method has one for
/// each. Point ids are numbers in the enumeration of all teams from pairs on; those from `most` on are left out. No
/// groups for methods that look at accuracy alone; the note then says so.
plots::ScatterData selectionFigure(const ToldSelection& told, std::size_t most, std::optional<std::uint32_t> focal);

/// Members whose views there are; empty unless the method looks through each.
std::vector<std::uint32_t> focalViews(const jobs::TeamChoice& choice);

} // namespace cobench::ui
