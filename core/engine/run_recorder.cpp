// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/run_recorder.h"

#include <unistd.h>

#include <utility>

namespace cobench::engine {

namespace {

constexpr std::size_t kSamplesPerMessage = 5;

} // namespace

RunRecorder::RunRecorder(const trace::RunClock& clock)
    : m_clock(clock)
    , m_recorder({.process = getpid()})
{
    m_gathered.lanes = m_recorder.lanes();
}

std::optional<SamplesMessage> RunRecorder::sample()
{
    const double now = m_clock.now();
    m_gathered.add(now, m_recorder.sample(now));
    return m_gathered.times.size() < kSamplesPerMessage ? std::nullopt : std::optional(take());
}

SamplesMessage RunRecorder::take()
{
    SamplesMessage message{m_gathered};
    m_gathered.times.clear();
    m_gathered.values.clear();
    return message;
}

} // namespace cobench::engine
