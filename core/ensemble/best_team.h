// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/ensemble/consensus.h"
#include "core/ensemble/metric.h"
#include "core/ensemble/prepared_split.h"
#include "core/ensemble/team.h"

#include <chrono>
#include <functional>
#include <optional>

namespace cobench::ensemble {

struct BestTeam {
    Members team;
    std::size_t right = 0; // samples it gets right
    bool proven = false; // no team of the size is right more often
    double gap = 0.0; // accuracy by which another could still be better; 0 when proven
    /// Work, counted where it is done: 1 = looking at all undecided samples once for one team or bound.
    double passes = 0.0;
    double enumerationPasses = 0.0; // what judging every team of the size would take
};

struct BestTeamOptions {
    std::size_t size = 5;
    Convention convention = Convention::Corrected;
    std::optional<Consensus> rule; // soft or plurality; judgingRule (team_evaluator.h) when not given
    std::chrono::duration<double> budget{60.0};
    /// Told of the first team, of every better one and of every smaller gap, on the searching thread.
    std::function<void(const BestTeam&)> onProgress;
};

/// The most accurate team of one size under the rule, by branch and bound: models in order of accuracy; a branch is
/// left when the samples that some completion could still get right are too few, and looks only at those that not
/// every completion gets right. Where bounds would cost more, all teams are judged. Among equally good teams,
/// whichever is met first; deterministic unless the budget runs out. Errors: Usage (size not in 1 … models; bounds
/// beyond 1 GiB), Cancelled.
Result<BestTeam> findBestTeam(
    const PreparedSplit& split, const BestTeamOptions& options, Progress& progress, const CancelToken& cancel);

} // namespace cobench::ensemble
