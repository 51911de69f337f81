// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/score_teams.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace cobench::jobs {

struct TeamsOptions {
    ensemble::SampleSet samples{.kind = ensemble::SampleSet::Kind::Disagreement};
    ensemble::Convention convention = ensemble::Convention::Corrected;
    std::size_t mostTeams = 70000; // sizes are left out from the largest down until the rest fits
    std::size_t mostWithAllSizes = 0; // where that leaves out no size
    unsigned threads = 1;
    std::size_t firstPart = 16384; // teams that are told of before the rest is scored, at least
    std::chrono::milliseconds partsAfter{500}; // shorter work is told of when it is done
};

/// Every team of a pool that can be looked at together, or those of them that are scored until now: all sizes, else
/// the small ones.
struct PoolTeams {
    ensemble::TeamScores scores; // all metrics; one consensus: soft vote, plurality for label-only pools
    std::size_t largest = 0; // members of the largest size enumerated
    bool allSizes = false;
    std::size_t total = 0; // teams of these sizes
    std::vector<double> bestMember; // [T] accuracy of the team's best member, fractions

    bool isPart() const { return scores.size() < total; }
    /// Number of a team; nothing when it is not among these. Logarithmic in the number of teams.
    std::optional<std::uint32_t> find(const ensemble::Members& members) const;
    std::size_t sizeOf(std::size_t team) const;
    bool hasMembers(std::size_t team, const ensemble::Members& members) const;
};

/// Largest team size such that all teams of 2 up to it are at most `most`; 0 when even pairs are more.
std::size_t largestSizeWithin(std::size_t models, std::size_t most);

/// Told of what is scored until now, each time of twice as many teams at least. Called on a worker.
using PartSink = std::function<void(PoolTeams)>;

Result<PoolTeams> scorePool(const ensemble::PreparedSplit& split,
    const TeamsOptions& options,
    Progress& progress,
    const CancelToken& cancel,
    const PartSink& onPart = {});

} // namespace cobench::jobs
