// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/lr/landscape.h"

#include <functional>
#include <span>
#include <string>

namespace cobench::lr {

/// A landscape to descend on. Its map is the square [-limit, limit] in x and y.
struct Surface {
    std::string id; // "published"
    std::string title;
    std::string formula;
    std::function<double(Point)> height;
    std::function<Point(Point)> gradient;
    double limit = 1.5;
    Point start;
};

/// The published one first, then test functions of optimisation with analytic gradients.
std::span<const Surface> surfaces();
/// nullptr for an unknown id.
const Surface* findSurface(std::string_view id);

/// z(x, y) as a user typed it, its gradient by central differences. The start is two thirds of the way to the upper
/// right. Usage naming the column for what is no formula in x and y.
Result<Surface> typedSurface(const std::string& formula, double limit);

/// As race() on the published surface; options.start and options.mapLimit are the caller's, e.g. the surface's own.
std::vector<TrailStep> race(const Surface& surface, const Schedule& schedule, const RaceOptions& options);

} // namespace cobench::lr
