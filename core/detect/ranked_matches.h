// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/average_precision.h"

#include <span>
#include <vector>

namespace cobench::detect {

/// What became of one detection at one threshold.
enum class Verdict : std::uint8_t { Hit, Miss, Neither };

struct RankedMatch {
    double score = 0.0;
    Verdict verdict = Verdict::Miss;
};

/// Cumulated over the ranks that count.
struct PrecisionCurve {
    std::vector<double> recall; // ascending
    std::vector<double> precision;
};
/// By falling score, equal ones in their order. Precondition: objects > 0.
PrecisionCurve precisionCurve(std::vector<RankedMatch> matches, std::size_t objects);

/// Replaces each precision by the best at this or any higher recall.
void makeMonotone(std::vector<double>& precision);

/// NaN for none; NaNs are left out.
double meanOfDefined(std::span<const double> values);

// The two families; thresholds are given.
Result<ApResult> vocPrecision(const std::vector<EvaluatedFrame>& frames,
    std::size_t classes,
    const ApOptions& options,
    const CancelToken& cancel);
Result<ApResult> cocoPrecision(const std::vector<EvaluatedFrame>& frames,
    std::size_t classes,
    const ApOptions& options,
    const CancelToken& cancel);

} // namespace cobench::detect
