// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/dispatcher.h"
#include "core/detect/duration_histogram.h"

#include <string>
#include <vector>

namespace cobench::detect {

/// What a run tells of itself. Rates in frames/s, times in seconds; NaN where too few frames came to tell.
struct RunFigures {
    struct Device {
        std::string name;
        std::uint64_t processed = 0;
        double rate = 0.0; // mu_d = 1 / mean service time
        double utilisation = 0.0; // share of the run it was busy
        double service50 = 0.0;
        double service90 = 0.0;
        double service99 = 0.0;
        double service999 = 0.0;
    };
    FrameCounts counts;
    double seconds = 0.0; // from the first capture to the last outcome
    double lambda = 0.0; // frames captured per second
    double sigma = 0.0; // frames processed per second
    double latency50 = 0.0; // capture to output, of processed frames
    double latency90 = 0.0;
    double latency99 = 0.0;
    double latency999 = 0.0;
    double meanAge = 0.0; // of what was shown, in frames; frames before the first result are left out
    std::uint64_t maxAge = 0;
    std::vector<Device> devices;
};

/// Gathers the figures of a run from its outcomes. Takes the same memory for any number of frames.
class FigureCollector
{
public:
    explicit FigureCollector(std::vector<std::string> devices);

    /// Behind the others: one that joined the run.
    void addDevice(std::string name);
    /// In frame order.
    void add(const Outcome& outcome);
    RunFigures figures() const;

private:
    std::vector<std::string> m_names;
    FrameCounts m_counts;
    Time m_firstCapture{0};
    Time m_lastCapture{0};
    Time m_end{0};
    DurationHistogram m_latency;
    std::vector<DurationHistogram> m_service; // [devices]
    std::uint64_t m_shown = 0;
    std::uint64_t m_ages = 0;
    std::uint64_t m_maxAge = 0;
};

} // namespace cobench::detect
