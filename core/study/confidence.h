// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/pool.h"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace cobench::study {

/// How a run predicts, after LRBench (ACM TIST 2022). NaN where nothing was right.
struct PredictionFigures {
    double accuracy = std::numeric_limits<double>::quiet_NaN(); // top-1, ties to the smaller class
    double top5 = std::numeric_limits<double>::quiet_NaN(); // ties to the smaller class
    double loss = std::numeric_limits<double>::quiet_NaN(); // natural logarithm, p clamped to [1e-12, 1]
    double averageConfidence = std::numeric_limits<double>::quiet_NaN(); // mean maximum over correct samples
    double confidenceDeviation = std::numeric_limits<double>::quiet_NaN(); // its population deviation
    /// Population deviation over classes of the per-class mean confidence of correct samples.
    double cdac = std::numeric_limits<double>::quiet_NaN();
    std::vector<std::uint32_t> classesWithoutHit; // left out of cdac
};

/// probabilities [N][classes], truth [N].
PredictionFigures predictionFigures(
    std::span<const float> probabilities, std::span<const data::Label> truth, std::size_t classes);

} // namespace cobench::study
