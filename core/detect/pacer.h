// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/frame.h"

namespace cobench::detect {

/// When the frames of a paced source are due: evenly spaced from the run's begin on.
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
        return m_from + fromSeconds(static_cast<double>(number) * (1.0 / m_rate));
    }
    /// All frames come later by that much.
    void shift(Time by) { m_from += by; }

private:
    double m_rate;
    Time m_from{0};
};

} // namespace cobench::detect
