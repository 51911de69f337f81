// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/ensemble/consensus.h"
#include "core/ensemble/kernels.h"
#include "core/ensemble/lazy_zeros.h"
#include "core/ensemble/metric.h"
#include "core/ensemble/sample_set.h"
#include "core/ensemble/team.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace cobench::ensemble {

struct TeamScores;

struct ScoreOptions {
    std::vector<Metric> metrics{kDefaultMetrics.begin(), kDefaultMetrics.end()};
    SampleSet samples{.kind = SampleSet::Kind::Disagreement};
    bool focal = false; // also the raw metrics on every member's negatives
    std::vector<Consensus> consensus; // accuracies over the whole split; empty = none
    std::size_t minSize = 2;
    std::size_t maxSize = 0; // 0 = all models
    std::optional<std::vector<Members>> teams; // only these (any size >= 1), in this order
    Convention convention = Convention::Corrected;
    unsigned threads = 1;
    SimdLevel simd = bestSimd(); // changes the time taken, never a result
    /// Told of teams as they are finished, each once: all their columns are in place, other rows are not to be
    /// read. Called on worker threads, one call at a time, in no fixed order; it must return at once.
    std::function<void(const TeamScores& scores, std::span<const std::uint32_t> teams)> onScored;
};

/// Column store over T teams. Raw values; NaN = undefined, never to be compared.
/// Enumerated teams come in order of size, then lexicographic members.
struct TeamScores {
    std::size_t models = 0;
    std::vector<Metric> metrics;
    std::vector<Consensus> consensus;
    std::vector<TeamMask> masks; // [T] when models <= 64
    std::vector<Members> memberLists; // [T] only when models > 64
    std::vector<double> raw; // [metrics][T]
    std::vector<double> accuracy; // [consensus][T], fractions
    std::vector<std::uint64_t> focalBegin; // [T+1] when focal: the team's first (member, metric) cell
    LazyDoubles focal; // member-major inside a team: members ascending, metrics fastest
    double prepareSeconds = 0.0; // sample sets and pair counts
    double scoreSeconds = 0.0;

    std::size_t size() const { return masks.empty() ? memberLists.size() : masks.size(); }
    Members members(std::size_t team) const;
    std::size_t sizeOf(std::size_t team) const;
    double rawValue(std::size_t metric, std::size_t team) const { return raw[metric * size() + team]; }
    double accuracyValue(std::size_t rule, std::size_t team) const { return accuracy[rule * size() + team]; }
};

/// TooLarge when counting the pairs of so many models on each model's negatives does not fit in memory.
Result<void> checkFocalRoom(std::size_t models);

/// Refuses (Usage) enumerations that cannot be held: more than 2^24 teams (top_teams.h walks more). Cancels within
/// 50 ms.
Result<TeamScores> scoreTeams(
    const PreparedSplit& split, const ScoreOptions& options, Progress& progress, const CancelToken& cancel);

} // namespace cobench::ensemble
