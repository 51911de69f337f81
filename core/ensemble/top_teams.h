// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/ensemble/metric.h"
#include "core/ensemble/sample_set.h"
#include "core/ensemble/team.h"

#include <vector>

namespace cobench::ensemble {

struct TopOptions {
    std::vector<Metric> metrics{kDefaultMetrics.begin(), kDefaultMetrics.end()};
    SampleSet samples{.kind = SampleSet::Kind::Disagreement};
    std::size_t keep = 10000; // per metric
    std::size_t minSize = 2;
    std::size_t maxSize = 0; // 0 = all models
    Convention convention = Convention::Corrected;
    unsigned threads = 1;
};

struct RankedTeam {
    double score = 0.0; // diversity score
    TeamMask team = 0;
};

struct TopTeams {
    std::vector<std::vector<RankedTeam>> best; // [metric], most diverse first; equal: the smaller mask
    std::uint64_t scored = 0; // teams, all of them
};

/// The most diverse teams of a pool too large to hold every team: each is scored on every metric, none but the best
/// are stored. Any number of threads gives the same result. Progress advances by parts of the enumeration.
/// Errors: Usage (more than 40 models, no team of the sizes, a metric that needs samples: EN), Cancelled within 50
/// ms.
Result<TopTeams> mostDiverseTeams(
    const PreparedSplit& split, const TopOptions& options, Progress& progress, const CancelToken& cancel);

} // namespace cobench::ensemble
