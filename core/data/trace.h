// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace cobench::data {

/// One quantity that was measured while something ran: "cpu/total", "gpu0/power".
struct TraceLane {
    std::string name;
    std::string unit; // "1" for shares, "B", "B/s", "1/s", "W", "Hz", "°C"
    std::string missing; // why it has no values; empty = it has
    bool operator==(const TraceLane&) const = default;
};

/// Samples of all lanes on one clock.
struct Trace {
    std::vector<TraceLane> lanes;
    std::vector<double> times; // seconds since the epoch, ascending
    std::vector<float> values; // [times][lanes], NaN = not known at that time

    std::span<const float> sample(std::size_t index) const
    {
        return std::span(values).subspan(index * lanes.size(), lanes.size());
    }
    float value(std::size_t sample, std::size_t lane) const { return values[sample * lanes.size() + lane]; }
    void add(double time, std::span<const float> sample)
    {
        times.push_back(time);
        values.insert(values.end(), sample.begin(), sample.end());
        values.resize(times.size() * lanes.size(), std::numeric_limits<float>::quiet_NaN());
    }
};

} // namespace cobench::data
