// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/trace.h"
#include "core/trace/source.h"

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace cobench::trace {

class ProcessSource;

struct RecorderOptions {
    pid_t process = 0; // whose tree has lanes of its own; 0 = none
    std::filesystem::path proc = "/proc"; // tests give recorded ones
    std::filesystem::path sys = "/sys";
    std::string nvml = "libnvidia-ml.so.1"; // empty = no lane for such cards
    /// Share of a core that each source may cost. One that costs more is sampled less often and unknown between.
    /// 0 = no limit.
    double budget = 0.0007;
};

inline constexpr double kSlowestHz = 1.0;
inline constexpr double kFastestHz = 20.0;

/// Measures what a run needs of its machine. Lanes are fixed when it is made. One thread at a time; the sources
/// keep their files open, and a sample allocates nothing in the long run.
class Recorder
{
public:
    explicit Recorder(const RecorderOptions& options);
    ~Recorder();
    Recorder(Recorder&&) noexcept;

    const std::vector<data::TraceLane>& lanes() const { return m_lanes; }
    /// Names of NVIDIA cards, the n-th has the lanes "gpun/…".
    const std::vector<std::string>& cards() const { return m_cards; }
    /// Of the processes that the lane "process/busiest" has named so far.
    std::map<int, std::string> processNames() const;
    /// `now` in seconds of a clock that never goes back; the result holds until the next call, one value a lane.
    std::span<const float> sample(double now);

private:
    struct Part {
        std::unique_ptr<Source> source;
        std::size_t first = 0; // lane
        double due = 0.0; // not to be asked before
    };
    void add(std::unique_ptr<Source> source);

    double m_budget;
    std::vector<Part> m_parts;
    const ProcessSource* m_processes = nullptr; // of m_parts
    std::vector<data::TraceLane> m_lanes;
    std::vector<std::string> m_cards;
    std::vector<float> m_values;
};

/// The time of a run: goes on evenly whatever happens to the machine's clock, and began when that said so.
class RunClock
{
public:
    /// Seconds since the epoch.
    double now() const
    {
        return m_start + std::chrono::duration<double>(std::chrono::steady_clock::now() - m_steady).count();
    }

private:
    std::chrono::steady_clock::time_point m_steady = std::chrono::steady_clock::now();
    double m_start = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
};

/// What a lane means, for people: "share of time in which the processors worked".
std::string_view meaningOf(std::string_view lane);

} // namespace cobench::trace
