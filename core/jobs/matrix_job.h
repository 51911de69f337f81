// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/ensemble/pair_counts.h"

#include <memory>
#include <vector>

namespace cobench::jobs {

struct MatrixOptions {
    ensemble::Metric metric = ensemble::Metric::GD;
    ensemble::SampleSet samples;
    ensemble::Convention convention = ensemble::Convention::Corrected;
};

struct DiversityMatrix {
    MatrixOptions options;
    std::size_t models = 0;
    std::size_t samples = 0; // counted on
    std::vector<double> values; // [M][M] raw; NaN on the diagonal and where undefined
};

/// The matrix of one metric over one sample set, from bit sets. The same for the window and the command line.
Result<DiversityMatrix> computeMatrix(const ensemble::PreparedSplit& split,
    const MatrixOptions& options,
    Progress& progress,
    const CancelToken& cancel);

} // namespace cobench::jobs
