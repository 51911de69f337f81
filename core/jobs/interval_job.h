// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ensemble/bootstrap.h"
#include "core/ensemble/consensus.h"

#include <vector>

namespace cobench::jobs {

struct IntervalOptions {
    ensemble::SampleSet samples{.kind = ensemble::SampleSet::Kind::Disagreement}; // of the metrics
    std::vector<ensemble::Metric> metrics;
    std::vector<ensemble::Consensus> consensus; // accuracies, over the whole split; not Stacking
    ensemble::BootstrapOptions bootstrap;
};

/// Bootstrap intervals of what scoreTeams gives for the same teams.
struct TeamIntervals {
    std::vector<ensemble::Interval> accuracy; // [consensus]
    std::vector<ensemble::Interval> raw; // [metrics]
};

/// One for each team. Cost: the draws times the pairs of models in the teams times the samples of the set.
Result<std::vector<TeamIntervals>> bootstrapTeams(const ensemble::PreparedSplit& split,
    std::span<const ensemble::Members> teams,
    const IntervalOptions& options,
    const CancelToken& cancel);

} // namespace cobench::jobs
