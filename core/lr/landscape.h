// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lr/evaluate.h"

#include <functional>
#include <vector>

namespace cobench::lr {

struct Point {
    double x = 0.0;
    double y = 0.0;
    bool operator==(const Point&) const = default;
};

/// LRBench's published teaching surface: -sin(x^2)cos(3y^2)exp(-(xy)^2) - 2.5exp(-(x+y)^2) minus two bivariate
/// normal densities at (1, -0.5), sigma 0.25, and (-1, 0.5), sigma 0.2.
double publishedSurface(Point at);

/// Its gradient, analytically.
Point publishedGradient(Point at);

struct TrailStep {
    Point at;
    double loss = 0.0;
    double rate = 0.0; // applied to leave this point; 0 for the last
    bool onMap = true; // inside [-limit, limit] on both axes; steps beyond are kept, not hidden
};

struct RaceOptions {
    Point start{0.75, 1.0};
    std::uint32_t steps = 50;
    double momentum = 0.9;
    double mapLimit = 1.5;
};

/// Nesterov momentum on the published surface: a <- 0.9a + g, p <- p - rate(t)(g + 0.9a). steps + 1 points; stops
/// early only where the surface is not finite.
std::vector<TrailStep> race(const Schedule& schedule, const RaceOptions& options = {});

} // namespace cobench::lr
