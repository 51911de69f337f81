// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/choose_teams.h"

namespace cobench::jobs {

/// How many teams one method chooses from one split under each convention.
struct ConventionDifference {
    std::size_t corrected = 0;
    std::size_t reference = 0;
    std::size_t both = 0; // in either choice

    std::size_t differing() const { return corrected + reference - 2 * both; }
};

/// Chooses twice; options.convention does not matter. Errors: chooseTeams().
Result<ConventionDifference> compareConventions(const ensemble::PreparedSplit& split,
    const SelectionOptions& options,
    Progress& progress,
    const CancelToken& cancel);

} // namespace cobench::jobs
