// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/lr/policy.h"
#include "core/study/run_groups.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cobench::study {

/// A finished run as composition needs it.
struct ComposedFrom {
    RunId run;
    lr::Schedule schedule;
    std::vector<ScalarPoint> points; // of the compared quantity, ascending steps
};

struct ComposedInterval {
    double begin = 0.0; // steps
    double end = 0.0;
    std::size_t policy = 0; // of Composition::policies
    double score = 0.0; // mean over its runs at the end of the interval
};

struct Composition {
    std::vector<lr::Schedule> policies; // that took part, each once
    std::vector<ComposedInterval> intervals; // neighbours with the same policy are one
    lr::Schedule schedule;
    bool isShifted = true; // each part goes on as it would in its run; false: some begin anew at their boundary
};

/// The training in `count` equal intervals, each with the policy whose runs (seeds are averaged) are best at its
/// end. Each part keeps the rates that its runs had there, where the family allows it. Value when fewer than two
/// policies have points, or one ends before the others.
Result<Composition> compose(std::span<const ComposedFrom> runs, std::size_t count, bool higherIsBetter);

/// The same policy as it goes on after `offset` steps: shifted(p, o) at t = p at o + t. None where no policy of its
/// family does that.
std::optional<lr::Policy> shifted(const lr::Policy& policy, double offset);

} // namespace cobench::study
