// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/surface.h"

#include "core/lr/expression.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>
#include <vector>

namespace cobench::lr {

namespace {

Surface published()
{
    return {.id = "published",
        .title = "Two wells (LRBench)",
        .formula
        = "−sin(x²)·cos(3y²)·e^(−(xy)²) − 2.5·e^(−(x+y)²) − two normal densities at (1, −0.5) and (−1, 0.5)",
        .height = publishedSurface,
        .gradient = publishedGradient,
        .limit = 1.5,
        .start = {0.75, 1.0}};
}

Surface ravine()
{
    return {.id = "ravine",
        .title = "Ravine (ill-conditioned bowl)",
        .formula = "(x² + 20y²)/2",
        .height = [](Point p) { return 0.5 * (p.x * p.x + 20.0 * p.y * p.y); },
        .gradient = [](Point p) -> Point {
            return {p.x, 20.0 * p.y};
        },
        .limit = 2.0,
        .start = {-1.8, 0.9}};
}

/// H. H. Rosenbrock, An automatic method for finding the greatest or least value of a function (1960), scaled.
Surface valley()
{
    return {.id = "rosenbrock",
        .title = "Curved valley (Rosenbrock)",
        .formula = "(1−x)² + 10·(y−x²)²",
        .height = [](Point p) { return std::pow(1.0 - p.x, 2) + 10.0 * std::pow(p.y - p.x * p.x, 2); },
        .gradient = [](Point p) -> Point {
            const double bend = p.y - p.x * p.x;
            return {-2.0 * (1.0 - p.x) - 40.0 * p.x * bend, 20.0 * bend};
        },
        .limit = 2.0,
        .start = {-1.2, 1.0}};
}

/// D. M. Himmelblau, Applied Nonlinear Programming (1972), scaled by 1/100.
Surface fourWells()
{
    return {.id = "himmelblau",
        .title = "Four wells (Himmelblau)",
        .formula = "((x²+y−11)² + (x+y²−7)²)/100",
        .height =
            [](Point p) {
                return (std::pow(p.x * p.x + p.y - 11.0, 2) + std::pow(p.x + p.y * p.y - 7.0, 2)) / 100.0;
            },
        .gradient = [](Point p) -> Point {
            const double a = p.x * p.x + p.y - 11.0;
            const double b = p.x + p.y * p.y - 7.0;
            return {(4.0 * p.x * a + 2.0 * b) / 100.0, (2.0 * a + 4.0 * p.y * b) / 100.0};
        },
        .limit = 5.0,
        .start = {-0.5, -1.0}};
}

Surface saddle()
{
    return {.id = "saddle",
        .title = "Saddle between two basins",
        .formula = "(x²−1)²/4 + y²/2 + 0.1x",
        .height = [](Point p) { return 0.25 * std::pow(p.x * p.x - 1.0, 2) + 0.5 * p.y * p.y + 0.1 * p.x; },
        .gradient = [](Point p) -> Point {
            return {p.x * (p.x * p.x - 1.0) + 0.1, p.y};
        },
        .limit = 2.0,
        .start = {0.2, 1.6}};
}

/// L. A. Rastrigin (1974) with a smaller ripple.
Surface ripples()
{
    constexpr double kRipple = 0.4;
    constexpr double kWave = 2.0 * std::numbers::pi;
    return {.id = "ripples",
        .title = "Rippled bowl (Rastrigin)",
        .formula = "x² + y² + 0.4·(2 − cos 2πx − cos 2πy)",
        .height =
            [](Point p) {
                return p.x * p.x + p.y * p.y + kRipple * (2.0 - std::cos(kWave * p.x) - std::cos(kWave * p.y));
            },
        .gradient = [](Point p) -> Point {
            return {2.0 * p.x + kRipple * kWave * std::sin(kWave * p.x),
                2.0 * p.y + kRipple * kWave * std::sin(kWave * p.y)};
        },
        .limit = 2.5,
        .start = {2.1, 1.7}};
}

bool isOnMap(Point at, double limit)
{
    return std::abs(at.x) <= limit && std::abs(at.y) <= limit;
}

} // namespace

std::span<const Surface> surfaces()
{
    static const std::vector<Surface> all{published(), ravine(), valley(), fourWells(), saddle(), ripples()};
    return all;
}

const Surface* findSurface(std::string_view id)
{
    const auto all = surfaces();
    const auto found = std::ranges::find(all, id, &Surface::id);
    return found == all.end() ? nullptr : &*found;
}

Result<Surface> typedSurface(const std::string& formula, double limit)
{
    auto parsed = Expression::parse(formula, Expression::Variables::Plane);
    if (!parsed)
        return parsed.error();
    const auto function = std::make_shared<const Expression>(*std::move(parsed));
    const auto height = [function](Point p) { return function->at(p.x, p.y); };
    const double h = 1e-5 * limit;
    return Surface{.id = "typed",
        .title = "Typed function",
        .formula = formula,
        .height = height,
        .gradient = [height, h](Point p) -> Point {
            return {(height({p.x + h, p.y}) - height({p.x - h, p.y})) / (2.0 * h),
                (height({p.x, p.y + h}) - height({p.x, p.y - h})) / (2.0 * h)};
        },
        .limit = limit,
        .start = {2.0 * limit / 3.0, 2.0 * limit / 3.0}};
}

std::vector<TrailStep> race(const Surface& surface, const Schedule& schedule, const RaceOptions& options)
{
    std::vector<TrailStep> trail;
    trail.reserve(options.steps + 1);
    Point at = options.start;
    Point velocity;
    for (std::uint32_t step = 0;; ++step) {
        trail.push_back({.at = at, .loss = surface.height(at), .onMap = isOnMap(at, options.mapLimit)});
        if (step == options.steps || !std::isfinite(trail.back().loss))
            return trail;
        const double rate = valueAt(schedule, step);
        const Point g = surface.gradient(at);
        velocity = {options.momentum * velocity.x + g.x, options.momentum * velocity.y + g.y};
        at.x -= rate * (g.x + options.momentum * velocity.x);
        at.y -= rate * (g.y + options.momentum * velocity.y);
        trail.back().rate = rate;
    }
}

} // namespace cobench::lr
