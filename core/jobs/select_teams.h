// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/selection_statistics.h"
#include "core/jobs/choose_teams.h"
#include "core/jobs/split_view.h"

namespace cobench::jobs {

/// The report split's most accurate team of the sizes that could be chosen: what hindsight would have taken.
struct HindsightTeam {
    ensemble::Members members;
    double accuracy = 0.0;
};

struct TeamSelection {
    SelectionOptions options; // as applied: metrics, rule and size filled in
    bool selectedOnReportedData = false;
    TeamChoice choice;
    std::vector<double> reportAccuracy; // [choice.teams] fractions
    ensemble::SelectionStatistics onSelect;
    ensemble::SelectionStatistics onReport;
    std::optional<HindsightTeam> hindsight; // nothing when there are too many teams to look at all
    std::optional<std::size_t> pick; // the chosen team to use: most accurate on the selection split
};

/// Chooses on the selection split alone, then reads the report split for the figures. Errors: chooseTeams().
Result<TeamSelection> selectTeams(const TeamSplits& splits,
    const SelectionOptions& options,
    Progress& progress,
    const CancelToken& cancel,
    const BestTeamSink& onBetter = {});

} // namespace cobench::jobs
