// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/ensemble/prepared_split.h"
#include "core/ensemble/team.h"

#include <span>

namespace cobench::ensemble {

inline constexpr double kLeastTemperature = 1.0 / 16.0;
inline constexpr double kMostTemperature = 16.0;

/// p^(1/T), normalised, as a softmax of logits / T would be. T = 1 changes nothing, T -> 0 makes a vote of a row,
/// and with T -> infinity a mean of rows ranks classes as the geometric mean does. Precondition: T > 0, some p > 0.
void temper(std::span<const float> row, double temperature, std::span<float> result);

/// The one temperature of all members whose mean has the least negative log likelihood (p clamped to 1e-12): the
/// best of 2^-4 … 2^4, refined by golden section to a relative 1e-4. Bit-equal for any number of threads.
/// Precondition: every member of the team has probabilities; there are samples.
Result<double> fitTemperature(const PreparedSplit& split,
    const Members& team,
    unsigned threads,
    Progress& progress,
    const CancelToken& cancel);

} // namespace cobench::ensemble
