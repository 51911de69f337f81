// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/team_consensus.h"

#include <filesystem>

namespace cobench::jobs {

/// Writes what the team answers on the report split as one model's prediction file, which loadPool reads back bit
/// for bit: `.npz` with `predictions` ([N][C] probabilities, or [N] labels of rules that count votes), `labels`,
/// and `members`, `member_names`, `rule`, which readers leave alone; `.csv` with the same in a comment above the
/// header. Usage: another suffix; Unsupported: the rule abstains on some sample, which no prediction file can say.
/// Whole or not at all; equal teams give equal files.
Result<void> exportTeam(const std::filesystem::path& file,
    const TeamSplits& splits,
    const ensemble::Members& team,
    const ensemble::TeamRule& rule,
    Progress& progress,
    const CancelToken& cancel);

} // namespace cobench::jobs
