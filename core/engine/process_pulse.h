// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>

namespace cobench::engine {

/// Tells a child process that works from one that is stuck, without its help, so that neither a slow model is taken
/// for dead nor a stopped or deadlocked one for slow: what works uses processor time, or waits for a processor or a
/// disk. Good while the child has not been reaped.
class ProcessPulse
{
public:
    using Clock = std::chrono::steady_clock;

    explicit ProcessPulse(pid_t child);

    /// For how long, as far as looks at it could tell, it has done nothing.
    Clock::duration idleTime();

private:
    struct Sight {
        char state = 'X'; // as in /proc/PID/stat
        std::uint64_t ticks = 0; // of processor time, all threads
    };
    Sight look() const;

    pid_t m_child;
    std::uint64_t m_ticks = 0;
    Clock::time_point m_sinceWork;
};

} // namespace cobench::engine
