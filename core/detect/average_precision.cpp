// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/average_precision.h"

#include "core/detect/ranked_matches.h"

namespace cobench::detect {

std::vector<double> cocoThresholds()
{
    constexpr double kStep = (0.95 - 0.5) / 9.0;
    std::vector<double> thresholds;
    thresholds.reserve(10);
    for (int i = 0; i < 9; ++i)
        thresholds.push_back(static_cast<double>(i) * kStep + 0.5);
    thresholds.push_back(0.95);
    return thresholds;
}

Result<ApResult> averagePrecision(const std::vector<EvaluatedFrame>& frames,
    std::size_t classes,
    const ApOptions& options,
    const CancelToken& cancel)
{
    ApOptions complete = options;
    if (complete.thresholds.empty())
        complete.thresholds = options.metric == ApMetric::Coco ? cocoThresholds() : std::vector<double>{0.5};
    return options.metric == ApMetric::Coco ? cocoPrecision(frames, classes, complete, cancel)
                                            : vocPrecision(frames, classes, complete, cancel);
}

} // namespace cobench::detect
