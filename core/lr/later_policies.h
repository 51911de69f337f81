// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/policy.h"

namespace cobench::lr {

/// The rate of a family beyond LRBench's at t >= 0. NaN for a formula that has a fault.
double laterValue(const Policy& policy, double t);

/// ONECYCLE or WSD as a schedule of LRBench's families, LINEAR and EXPR. Precondition: valid.
Schedule inPieces(const Policy& policy);

struct Cycle {
    double begin = 0.0;
    double length = 0.0;
};
/// The cycle of SGDR that t is in: begins at l·(p^n − 1)/(p − 1), lasts l·p^n (Loshchilov and Hutter, 2017).
Cycle cycleOf(const Policy& sgdr, double t);

} // namespace cobench::lr
