// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>

namespace cobench {

/// One snapshot of long work. total = 0 when it is not known yet.
struct ProgressState {
    std::string stage;
    std::uint64_t done = 0;
    std::uint64_t total = 0;
    double elapsedSeconds = 0.0; // since the stage began
};

/// Seconds left at the mean rate so far; negative when it cannot be told yet.
double secondsLeft(const ProgressState& state);

/// Throttles at the source: the sink sees at most one state per period, plus each stage's first and last.
/// Thread-safe; the sink is called under the lock, on whichever thread advances, so it must return at once.
class Progress
{
public:
    using Sink = std::function<void(const ProgressState&)>;

    Progress() = default;
    explicit Progress(Sink sink, std::chrono::milliseconds period = std::chrono::milliseconds(50));
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void beginStage(std::string stage, std::uint64_t total = 0);
    void advance(std::uint64_t steps = 1);

private:
    void publish(std::chrono::steady_clock::time_point now);

    std::mutex m_mutex; // guards everything below
    Sink m_sink;
    std::chrono::milliseconds m_period{50};
    ProgressState m_state;
    std::chrono::steady_clock::time_point m_stageStart;
    std::chrono::steady_clock::time_point m_lastPublished;
};

} // namespace cobench
