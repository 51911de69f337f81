// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/run_recorder.h"

#include <unistd.h>

namespace cobench::engine {

RunRecorder::RunRecorder(const trace::RunClock& clock)
    : m_clock(clock)
    , m_recorder({.process = getpid()})
    , m_lanes(m_recorder.lanes())
{
    m_lanes.push_back({.name = kPhaseLane, .unit = "phase", .missing = {}});
}

SamplesMessage RunRecorder::sample(train::Phase phase)
{
    const double now = m_clock.now();
    const auto values = m_recorder.sample(now);
    m_values.assign(values.begin(), values.end());
    m_values.push_back(static_cast<float>(phase));
    SamplesMessage message;
    message.trace.lanes = m_lanes;
    message.trace.add(now, m_values);
    return message;
}

} // namespace cobench::engine
