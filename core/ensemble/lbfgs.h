// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

namespace cobench::ensemble {

struct LbfgsOptions {
    unsigned maxIterations = 1000;
    double tolerance = 1e-8; // largest component of the gradient, per unit of the function's value at the start
    std::size_t memory = 10; // pairs of differences kept
};

struct LbfgsResult {
    std::vector<double> place;
    double value = 0.0;
    unsigned iterations = 0;
    bool converged = false;
};

/// Minimises a smooth convex function from `start` by limited-memory BFGS (Nocedal 1980) with a line search for the
/// weak Wolfe conditions (Lewis, Overton 2013). `function(place, gradient)` fills the gradient and returns the
/// value; NaN ends the search where it is (cancelled). Deterministic.
LbfgsResult minimise(const std::function<double(const std::vector<double>&, std::vector<double>&)>& function,
    std::vector<double> start,
    const LbfgsOptions& options = {});

} // namespace cobench::ensemble
