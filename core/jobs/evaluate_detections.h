// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/progress.h"
#include "core/detect/average_precision.h"
#include "core/detect/matched_tables.h"

#include <filesystem>

namespace cobench::jobs {

struct EvaluateOptions {
    std::filesystem::path truth;
    std::filesystem::path detections;
    detect::MatchOptions match;
    detect::ApMetric metric = detect::ApMetric::Coco;
    std::vector<double> thresholds = {}; // empty = the metric's own
};

struct Evaluation {
    detect::ApResult precision;
    std::vector<std::string> classes; // [precision.classes]
    std::size_t frames = 0; // that counted
    std::vector<Warning> warnings;
};

/// How well detections fit the truth; of the options only how they are brought together and judged.
Result<Evaluation> evaluateTables(const data::BoxTable& truth,
    const data::BoxTable& detections,
    const EvaluateOptions& options,
    const CancelToken& cancel);
/// Reads truth and detections in any format and tells the average precision.
Result<Evaluation> evaluateDetections(
    const EvaluateOptions& options, Progress& progress, const CancelToken& cancel);

} // namespace cobench::jobs
