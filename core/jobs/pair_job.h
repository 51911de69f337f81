// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/ensemble/metric.h"
#include "core/ensemble/sample_set.h"

#include <array>
#include <cstdint>
#include <vector>

namespace cobench::jobs {

struct PairOptions {
    std::size_t first = 0; // model indices; different
    std::size_t second = 0;
    ensemble::SampleSet samples;
    ensemble::Convention convention = ensemble::Convention::Corrected;
};

/// Two models side by side on one sample set.
struct PairDetail {
    PairOptions options;
    std::size_t samples = 0; // of the set
    std::size_t bothRight = 0; // N11
    std::size_t onlyFirst = 0; // N10
    std::size_t onlySecond = 0; // N01
    std::size_t bothWrong = 0; // N00
    std::size_t sameLabel = 0; // right or not
    std::array<double, ensemble::kAllMetrics.size()> raw{}; // in the order of kAllMetrics; NaN = undefined
    std::vector<std::uint32_t> disagreeing; // samples of the set with different labels, ascending
};

/// Usage: no such model, or twice the same.
Result<PairDetail> comparePair(const ensemble::PreparedSplit& split,
    const PairOptions& options,
    Progress& progress,
    const CancelToken& cancel);

} // namespace cobench::jobs
