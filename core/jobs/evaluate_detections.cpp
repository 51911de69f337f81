// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/evaluate_detections.h"

#include "core/io/box_files.h"

namespace cobench::jobs {

Result<Evaluation> evaluateTables(const data::BoxTable& truth,
    const data::BoxTable& detections,
    const EvaluateOptions& options,
    const CancelToken& cancel)
{
    auto matched = detect::matchTables(truth, detections, options.match);
    if (!matched)
        return std::move(matched).error();
    auto precision = detect::averagePrecision(matched->frames,
        matched->classes.size(),
        {.metric = options.metric, .thresholds = options.thresholds, .hasPixelCorners = matched->hasPixelCorners},
        cancel);
    if (!precision)
        return std::move(precision).error();
    return Evaluation{.precision = std::move(*precision),
        .classes = std::move(matched->classes),
        .frames = matched->frames.size(),
        .warnings = std::move(matched->warnings)};
}

Result<Evaluation> evaluateDetections(const EvaluateOptions& options, Progress& progress, const CancelToken& cancel)
{
    const auto truth = io::readBoxes(options.truth, io::BoxRole::Truth, progress, cancel);
    if (!truth)
        return truth.error();
    const auto detections = io::readBoxes(options.detections, io::BoxRole::Detections, progress, cancel);
    if (!detections)
        return detections.error();
    return evaluateTables(*truth, *detections, options, cancel);
}

} // namespace cobench::jobs
