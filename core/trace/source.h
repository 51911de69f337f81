// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/trace.h"
#include "core/trace/counter.h"

#include <span>
#include <vector>

namespace cobench::trace {

/// A few lanes that are read together. What the machine has not is a lane with a reason.
class Source
{
public:
    virtual ~Source() = default;
    const std::vector<data::TraceLane>& lanes() const { return m_lanes; }
    /// One value for each lane, kUnknown where there is none now. `now` in seconds of a clock that never goes back.
    /// Allocates nothing once it has seen the machine as it is.
    virtual void sample(double now, std::span<float> values) = 0;

protected:
    std::vector<data::TraceLane> m_lanes;
    std::vector<char> m_buffer; // for StatusFile::read
};

} // namespace cobench::trace
