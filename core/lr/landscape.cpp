// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/landscape.h"

#include "core/lr/surface.h"

#include <cmath>
#include <numbers>

namespace cobench::lr {

namespace {

struct Well {
    Point centre;
    double sigma;
};
constexpr Well kWells[] = {{{1.0, -0.5}, 0.25}, {{-1.0, 0.5}, 0.2}};

double density(const Well& well, Point at)
{
    const double dx = (at.x - well.centre.x) / well.sigma;
    const double dy = (at.y - well.centre.y) / well.sigma;
    return std::exp(-0.5 * (dx * dx + dy * dy)) / (2.0 * std::numbers::pi * well.sigma * well.sigma);
}

} // namespace

double publishedSurface(Point at)
{
    const double xy = at.x * at.y;
    const double sum = at.x + at.y;
    double z
        = -std::sin(at.x * at.x) * std::cos(3.0 * at.y * at.y) * std::exp(-xy * xy) - 2.5 * std::exp(-sum * sum);
    for (const Well& well : kWells)
        z -= density(well, at);
    return z;
}

Point publishedGradient(Point at)
{
    const double xy = at.x * at.y;
    const double sum = at.x + at.y;
    const double sine = std::sin(at.x * at.x);
    const double cosine = std::cos(3.0 * at.y * at.y);
    const double damping = std::exp(-xy * xy);
    const double ridge = 5.0 * sum * std::exp(-sum * sum);
    Point gradient{
        -damping * cosine * (2.0 * at.x * std::cos(at.x * at.x) - 2.0 * at.x * at.y * at.y * sine) + ridge,
        damping * sine * (6.0 * at.y * std::sin(3.0 * at.y * at.y) + 2.0 * at.x * at.x * at.y * cosine) + ridge};
    for (const Well& well : kWells) {
        const double slope = density(well, at) / (well.sigma * well.sigma);
        gradient.x += slope * (at.x - well.centre.x);
        gradient.y += slope * (at.y - well.centre.y);
    }
    return gradient;
}

std::vector<TrailStep> race(const Schedule& schedule, const RaceOptions& options)
{
    return race(*findSurface("published"), schedule, options);
}

} // namespace cobench::lr
