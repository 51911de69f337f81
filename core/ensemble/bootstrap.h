// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/result.h"
#include "core/ensemble/metric.h"
#include "core/ensemble/sample_set.h"
#include "core/ensemble/team.h"

#include <cstdint>
#include <span>
#include <vector>

namespace cobench::ensemble {

struct BootstrapOptions {
    std::uint32_t draws = 1000; // B
    double level = 0.95;
    std::uint64_t seed = 1;
    Convention convention = Convention::Corrected;
    unsigned threads = 1;
};

/// Percentile interval over samples (Efron 1979), quantiles interpolated as numpy.quantile does.
struct Interval {
    double low = 0.0; // NaN when no draw defines the value
    double high = 0.0;
    std::uint32_t defined = 0; // draws on which the value is defined
};

/// Of raw metrics of teams on a sample set. Draw b takes the same samples for every team and metric: comparisons
/// are paired. Seeded by (seed, draw), so threads do not matter. Only the models in the teams are counted. Result:
/// [metric][team].
Result<std::vector<std::vector<Interval>>> bootstrapMetrics(const PreparedSplit& split,
    const SampleSet& set,
    std::span<const Members> teams,
    std::span<const Metric> metrics,
    const BootstrapOptions& options,
    const CancelToken& cancel);

/// Of shares of true values: accuracies, from which samples were right, [team][sample], 0 or 1. Paired as above.
/// Precondition: equally many samples. Result: [team].
Result<std::vector<Interval>> bootstrapShares(
    std::span<const std::vector<std::uint8_t>> right, const BootstrapOptions& options, const CancelToken& cancel);

} // namespace cobench::ensemble
