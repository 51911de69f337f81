// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/score_teams.h"
#include "core/ensemble/team_plan.h"

namespace cobench::ensemble {

/// What scoreTeams was asked for: a split, the teams in its numbering, and the walk over them.
struct TeamTask {
    std::shared_ptr<const PreparedSplit> part; // named teams: just the models they use
    const PreparedSplit* split = nullptr;
    TeamPlan plan;
};

/// `split` outlives the task. Errors: Usage.
Result<TeamTask> planTeams(const PreparedSplit& split, const ScoreOptions& options);

} // namespace cobench::ensemble
