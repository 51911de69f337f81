// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/run_change.h"

#include <atomic>
#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

namespace cobench::detect {

/// Makes a live run wait or change, from any thread; the run looks at it every 20 ms. A run that is paused takes no
/// new frame, finishes those it has, and then its time stands still: neither rates nor latencies count the pause.
class RunControl
{
public:
    void setPaused(bool paused) { m_isPaused = paused; }
    bool isPaused() const { return m_isPaused; }
    /// One more frame of a paused run.
    void step() { ++m_steps; }
    /// All so far.
    std::uint64_t steps() const { return m_steps; }

    void change(RunChange change)
    {
        const std::lock_guard lock(m_mutex);
        m_changes.push_back(std::move(change));
    }
    /// By the run: those since the last time.
    std::vector<RunChange> takeChanges()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_changes, {});
    }

private:
    std::atomic<bool> m_isPaused{false};
    std::atomic<std::uint64_t> m_steps{0};
    std::mutex m_mutex; // guards what follows
    std::vector<RunChange> m_changes;
};

} // namespace cobench::detect
