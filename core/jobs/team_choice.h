// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/choose_teams.h"

namespace cobench::jobs {

// The three ways to a choice, behind chooseTeams(), which has checked the options, filled in size and rule, and
// sorts.

/// Sizes 1 … models.
struct SizeRange {
    std::size_t least = 0;
    std::size_t most = 0;
};

/// As chooseTeams(), but numbered teams have no members yet: half a million lists take long to make, and to take
/// apart when the work is cancelled.
Result<TeamChoice> chooseUnnamed(const ensemble::PreparedSplit& split,
    const SelectionOptions& options,
    Progress& progress,
    const CancelToken& cancel,
    const BestTeamSink& onBetter,
    SelectionMemory* memory);
/// Fills them in; `scores` stay only with groups.
Result<void> nameTeams(TeamChoice& choice, const SelectionOptions& options, const CancelToken& cancel);

/// By scores of all teams. Numbered, not named; with scores.
Result<TeamChoice> chooseAmongAll(const ensemble::PreparedSplit& split,
    const SelectionOptions& options,
    SizeRange sizes,
    SelectionMemory& memory,
    Progress& progress,
    const CancelToken& cancel);

/// Hierarchical pruning.
Result<TeamChoice> chooseByPruning(const ensemble::PreparedSplit& split,
    const SelectionOptions& options,
    SelectionMemory& memory,
    Progress& progress,
    const CancelToken& cancel);

/// Random, forward, backward, beam, genetic, exact.
Result<TeamChoice> chooseBySearch(const ensemble::PreparedSplit& split,
    const SelectionOptions& options,
    SizeRange sizes,
    Progress& progress,
    const CancelToken& cancel,
    const BestTeamSink& onBetter);

/// Error for focal scores of a pool that is too large for them: one pair table for each model.
Result<void> checkFocalModels(std::size_t models);

/// "sizes 2 … 3 only: …" when `largest` was lowered.
std::string limitNote(SizeRange sizes, std::size_t models);

} // namespace cobench::jobs
