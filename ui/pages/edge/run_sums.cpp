// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/edge/run_sums.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cobench::ui {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

} // namespace

RunSums sumsOf(const detect::RunFigures& figures, bool isPaced)
{
    RunSums sums;
    std::size_t working = 0;
    for (const auto& device : figures.devices) {
        if (std::isnan(device.rate)) // it has not had a frame
            continue;
        sums.mu += device.rate;
        ++working;
    }
    if (working == 0)
        sums.mu = kNaN;
    sums.ideal = isPaced ? std::min(figures.lambda, sums.mu) : sums.mu;
    sums.idealShare = figures.sigma / sums.ideal;
    sums.speedUp = figures.sigma / (sums.mu / static_cast<double>(working));
    sums.droppedShare = figures.counts.read == 0
        ? kNaN
        : static_cast<double>(figures.counts.droppedInAll()) / static_cast<double>(figures.counts.read);
    return sums;
}

} // namespace cobench::ui
