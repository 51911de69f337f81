// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/frame.h"

#include <algorithm>

namespace cobench::detect {

/// When the frames of a paced source are due: evenly spaced from the run's begin, or a change of the rate, on.
class Pacer
{
public:
    /// frames/s; 0 = not paced.
    explicit Pacer(double rate)
        : m_rate(rate)
    {
    }

    bool isPaced() const { return m_rate > 0.0; }
    /// Precondition: isPaced().
    Time due(FrameNumber number) const
    {
        return m_from + fromSeconds(static_cast<double>(number - m_first) * (1.0 / m_rate));
    }
    /// From the frame on that is due next: as long after the one before as the new rate says, never in the past.
    void setRate(double rate, FrameNumber next, Time now)
    {
        const bool hasOneBefore = isPaced() && next > m_first;
        const Time before = hasOneBefore ? due(next - 1) + fromSeconds(1.0 / rate) : now;
        m_rate = rate;
        m_from = std::max(now, before);
        m_first = next;
    }
    /// All frames come later by that much.
    void shift(Time by) { m_from += by; }

private:
    double m_rate;
    Time m_from{0}; // when m_first is due
    FrameNumber m_first = 0;
};

} // namespace cobench::detect
