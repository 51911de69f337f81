// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/frame.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace cobench::detect {

/// How a device that is not at hand would behave. The service time of a frame is a pure function of seed, device
/// and frame, so that runs repeat whatever the order of events.
struct Emulation {
    enum class Law { Uniform, Normal, Exponential };
    struct Outage {
        Time from{0};
        std::optional<Time> until = std::nullopt; // nothing: it does not come back
    };

    double rate = 1.0; // frames/s on average, > 0
    double jitter = 0.0; // Uniform: half width, Normal: standard deviation, as shares of the mean; < 1
    Law law = Law::Uniform;
    std::vector<Outage> outages = {}; // ascending, not overlapping
};

/// Normal times are drawn anew below a tenth of the mean and above 1.9 times it, so that the mean stays.
Time serviceTime(const Emulation& emulation, std::uint64_t seed, DeviceIndex device, FrameNumber frame);

} // namespace cobench::detect
