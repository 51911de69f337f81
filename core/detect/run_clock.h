// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/frame.h"

#include <utility>

namespace cobench::detect {

/// The time of a live run, which stands still while it is paused. One thread at a time.
class RunClock
{
public:
    using Clock = std::chrono::steady_clock;

    Time now() const { return m_stoodAt.value_or(Clock::now() - m_begin); }
    bool isStanding() const { return m_stoodAt.has_value(); }
    void stand() { m_stoodAt = now(); }
    /// From where it stood. True when it did.
    bool goOn()
    {
        if (!m_stoodAt)
            return false;
        m_begin = Clock::now() - *std::exchange(m_stoodAt, std::nullopt);
        return true;
    }
    /// When it will be that late, unless it stands still.
    Clock::time_point at(Time time) const { return m_begin + time; }

private:
    Clock::time_point m_begin = Clock::now();
    std::optional<Time> m_stoodAt;
};

} // namespace cobench::detect
