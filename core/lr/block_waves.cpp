// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lr/block_waves.h"

#include <numbers>

namespace cobench::lr {

namespace {

/// cos(πy) for |y| <= 1/2 by its series, to 2e-16.
double cosinePi(double y)
{
    constexpr double kSquare = std::numbers::pi * std::numbers::pi;
    const double x = kSquare * y * y;
    double sum = 1.0;
    for (const double divisor : {22. * 21.,
             20. * 19.,
             18. * 17.,
             16. * 15.,
             14. * 13.,
             12. * 11.,
             10. * 9.,
             8. * 7.,
             6. * 5.,
             4. * 3.,
             2. * 1.})
        sum = 1.0 - x * (1.0 / divisor) * sum;
    return sum;
}

/// sin(π·share of the cycle that t = start + i is in), cycles of length `cycle`.
void sines(double start, double cycle, Out out)
{
    fill(out, [=](double i, double) {
        const double quotient = (start + i) / cycle;
        return cosinePi(quotient - floorOf(quotient) - 0.5);
    });
}

void triangles(double start, double cycle, Out out)
{
    fill(out, [=](double i, double) {
        const double quotient = (start + i) / cycle;
        return 1.0 - std::abs(2.0 * (quotient - floorOf(quotient)) - 1.0);
    });
}

/// r(t) of the restart families.
void restarts(double start, double l, Convention convention, Out out)
{
    const double dip = convention == Convention::Reference ? 0.0 : 1.0;
    fill(out, [=](double i, double) {
        const double quotient = (start + i) / l;
        const double fraction = quotient - floorOf(quotient);
        return fraction == 0.0 ? dip : 1.0 - fraction;
    });
}

} // namespace

Recipe recipeOf(Family family)
{
    constexpr Wave kWaves[] = {Wave::Triangle,
        Wave::Triangle,
        Wave::Sine,
        Wave::Sine,
        Wave::Cosine,
        Wave::UpCosine,
        Wave::Restart,
        Wave::SineRestart,
        Wave::CosineRestart};
    const auto place = static_cast<std::size_t>(family) - static_cast<std::size_t>(Family::Tri);
    const bool isShifted = place / 3 == 1 || place / 3 == 3;
    return {kWaves[place / 3], static_cast<Decay>(place % 3), isShifted};
}

void waves(Wave wave, double start, double l, Convention convention, Out out)
{
    switch (wave) {
    case Wave::Triangle:
        return triangles(start, 2.0 * l, out);
    case Wave::Sine:
        return sines(start, 2.0 * l, out);
    case Wave::Cosine: // (1 + cos 2πx)/2 = 1 - sin² πx
        sines(start, 2.0 * l, out);
        return fill(out, [](double, double sine) { return 1.0 - sine * sine; });
    case Wave::UpCosine:
        sines(start, 2.0 * l, out);
        return fill(out, [](double, double sine) { return sine * sine; });
    case Wave::Restart:
        return restarts(start, l, convention, out);
    case Wave::SineRestart: // sin πr/2 = cos π(1 - r)/2
        restarts(start, l, convention, out);
        return fill(out, [](double, double r) { return cosinePi(0.5 - 0.5 * r); });
    case Wave::CosineRestart: // (1 - cos πr)/2 = sin² πr/2
        restarts(start, l, convention, out);
        return fill(out, [](double, double r) {
            const double sine = cosinePi(0.5 - 0.5 * r);
            return sine * sine;
        });
    }
}

} // namespace cobench::lr
