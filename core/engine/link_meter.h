// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/duration_histogram.h"

#include <chrono>
#include <cstdint>
#include <mutex>

namespace cobench::engine {

/// What a link to another machine did in a run. Times in seconds, NaN where there was none.
struct LinkFigures {
    unsigned quality = 0; // of JPEG; 0 = raw pixels
    bool isUp = false;
    std::uint64_t sentBytes = 0; // of pictures, as they went into the connection
    std::uint64_t receivedBytes = 0; // of answers
    double bytesPerSecond = 0.0; // sent, over the whole run
    double roundTrip50 = 0.0; // of a ping between frames
    double roundTrip99 = 0.0;
    double service50 = 0.0; // on the other machine: decoding and detecting
    double service99 = 0.0;
    std::uint64_t losses = 0; // of the link
};

/// Counts for one link. Thread-safe.
class LinkMeter
{
public:
    explicit LinkMeter(unsigned quality);

    void sent(std::size_t bytes);
    void received(std::size_t bytes);
    void roundTrip(std::chrono::nanoseconds time);
    void service(std::chrono::nanoseconds time);
    void isUp(bool up);
    /// Begins to count anew: what was measured before a run is none of its.
    void restart();

    LinkFigures figures() const;

private:
    mutable std::mutex m_mutex; // guards all that follows
    LinkFigures m_sums;
    detect::DurationHistogram m_roundTrips;
    detect::DurationHistogram m_services;
    std::chrono::steady_clock::time_point m_begin;
};

} // namespace cobench::engine
