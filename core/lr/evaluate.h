// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/result.h"
#include "core/lr/policy.h"

#include <span>

namespace cobench::lr {

/// The rate at step t >= 0 (fractions allowed). A pure function: the order of calls does not matter.
/// Precondition: validate() is ok. 2^-n underflows to 0 and SIG saturates.
double valueAt(const Policy& policy, double t, Convention convention = Convention::Corrected);
double valueAt(const Schedule& schedule, double t, Convention convention = Convention::Corrected);

/// out[i] = the rate at step first + i. Equals valueAt within 4e-15·max(|k0|,|k1|), at a fraction of the cost:
/// blocks in vectors, powers of gamma from a table of one block.
void values(
    const Policy& policy, double first, std::span<double> out, Convention convention = Convention::Corrected);
void values(
    const Schedule& schedule, double first, std::span<double> out, Convention convention = Convention::Corrected);

/// Figures of the steps 0 … steps-1, exact over all of them.
struct CurveSummary {
    double minimum = 0.0;
    double maximum = 0.0;
    double area = 0.0; // sum of the rates
};
/// Cancelled: some thousand steps after it was wanted.
Result<CurveSummary> summarize(const Schedule& schedule,
    std::uint64_t steps,
    Convention convention = Convention::Corrected,
    const CancelToken& cancel = {});

} // namespace cobench::lr
