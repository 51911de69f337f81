// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/trace.h"

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cobench::trace {

/// A trace in a few numbers. NaN where no sample tells.
struct TraceTotals {
    struct Card {
        std::string lane; // "gpu0"
        double kernelTimeMean = std::numeric_limits<double>::quiet_NaN();
        double kernelTimeMax = std::numeric_limits<double>::quiet_NaN();
        double memoryPeak = std::numeric_limits<double>::quiet_NaN(); // bytes
        double energy = std::numeric_limits<double>::quiet_NaN(); // J
    };
    double seconds = 0.0; // from the first sample to the last
    std::size_t samples = 0;
    double cpuMean = std::numeric_limits<double>::quiet_NaN(); // cores, of the process tree
    double cpuMax = std::numeric_limits<double>::quiet_NaN();
    double rssPeak = std::numeric_limits<double>::quiet_NaN(); // bytes
    double read = std::numeric_limits<double>::quiet_NaN(); // bytes
    double written = std::numeric_limits<double>::quiet_NaN();
    double energy = std::numeric_limits<double>::quiet_NaN(); // J: packages, their memory and NVIDIA cards
    std::vector<Card> cards;
};

/// What the machine used until each sample [J], from the first on: packages, their memory and NVIDIA cards. Empty
/// when no lane tells. Power counts for the time since it was last known, but not for that between two attempts.
std::vector<double> energyUntil(const data::Trace& trace);

/// Rates count for the time since the lane was last known, but not for that between two attempts.
TraceTotals totalsOf(const data::Trace& trace);

} // namespace cobench::trace
