// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/score_teams.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace cobench::jobs {

struct TeamsOptions {
    ensemble::SampleSet samples{.kind = ensemble::SampleSet::Kind::Disagreement};
    ensemble::Convention convention = ensemble::Convention::Corrected;
    std::size_t mostTeams = 70000; // sizes are left out from the largest down until the rest fits
    unsigned threads = 1;
};

/// Every team of a pool that can be looked at together: all sizes up to 16 models, else the small ones.
struct PoolTeams {
    ensemble::TeamScores scores; // all metrics; one consensus: soft vote, plurality for label-only pools
    std::size_t largest = 0; // members of the largest size enumerated
    bool allSizes = false;
    std::vector<double> bestMember; // [T] accuracy of the team's best member, fractions

    /// Number of a team; nothing when its size was not enumerated. Logarithmic in the number of teams.
    std::optional<std::uint32_t> find(const ensemble::Members& members) const;
};

/// Largest team size such that all teams of 2 up to it are at most `most`; 0 when even pairs are more.
std::size_t largestSizeWithin(std::size_t models, std::size_t most);

Result<PoolTeams> scorePool(const ensemble::PreparedSplit& split,
    const TeamsOptions& options,
    Progress& progress,
    const CancelToken& cancel);

} // namespace cobench::jobs
