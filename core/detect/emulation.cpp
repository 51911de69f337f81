// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/emulation.h"

#include "core/ensemble/counter_random.h"

#include <cmath>
#include <numbers>

namespace cobench::detect {

namespace {

/// Box and Muller's, within ±0.9 of 1.
double normalShare(ensemble::CounterRandom& random, double deviation)
{
    for (;;) {
        const double radius = std::sqrt(-2.0 * std::log1p(-random.uniform()));
        const double share = deviation * radius * std::cos(2.0 * std::numbers::pi * random.uniform());
        if (std::fabs(share) <= 0.9)
            return 1.0 + share;
    }
}

} // namespace

Time serviceTime(const Emulation& emulation, std::uint64_t seed, DeviceIndex device, FrameNumber frame)
{
    ensemble::CounterRandom random(seed, device, frame);
    double share = 1.0;
    switch (emulation.law) {
    case Emulation::Law::Uniform:
        share += emulation.jitter * (2.0 * random.uniform() - 1.0);
        break;
    case Emulation::Law::Normal:
        share = normalShare(random, emulation.jitter);
        break;
    case Emulation::Law::Exponential:
        share = -std::log1p(-random.uniform());
        break;
    }
    return fromSeconds(share / emulation.rate);
}

} // namespace cobench::detect
