// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/selection_statistics.h"
#include "core/jobs/selection_memory.h"
#include "core/jobs/split_view.h"

namespace cobench::jobs {

struct TeamSelection {
    SelectionOptions options; // as applied: metrics, rule and size filled in
    bool selectedOnReportedData = false;
    TeamChoice choice;
    std::vector<double> reportAccuracy; // [choice.teams] fractions
    ensemble::SelectionStatistics onSelect;
    ensemble::SelectionStatistics onReport;
    std::optional<HindsightTeam>
        hindsight; // on the report split; nothing when there are too many teams to look at all
    std::optional<std::size_t> pick; // the chosen team to use: most accurate on the selection split
};

/// Chooses on the selection split alone, then reads the report split for the figures. What `memory` knows of the
/// pool's splits is not counted again. Errors: chooseTeams().
Result<TeamSelection> selectTeams(const TeamSplits& splits,
    const SelectionOptions& options,
    Progress& progress,
    const CancelToken& cancel,
    const BestTeamSink& onBetter = {},
    SelectionMemory* memory = nullptr);

} // namespace cobench::jobs
