// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/progress.h"

namespace cobench {

double secondsLeft(const ProgressState& state)
{
    if (state.total == 0 || state.done == 0)
        return -1.0;
    return state.elapsedSeconds * static_cast<double>(state.total - state.done) / static_cast<double>(state.done);
}

Progress::Progress(Sink sink, std::chrono::milliseconds period)
    : m_sink(std::move(sink))
    , m_period(period)
{
}

void Progress::beginStage(std::string stage, std::uint64_t total)
{
    const std::lock_guard lock(m_mutex);
    m_stageStart = std::chrono::steady_clock::now();
    m_state = {.stage = std::move(stage), .done = 0, .total = total};
    publish(m_stageStart);
}

void Progress::advance(std::uint64_t steps)
{
    const std::lock_guard lock(m_mutex);
    m_state.done += steps;
    if (m_state.total != 0 && m_state.done > m_state.total)
        m_state.total = m_state.done;
    const auto now = std::chrono::steady_clock::now();
    if (m_state.done == m_state.total || now - m_lastPublished >= m_period)
        publish(now);
}

void Progress::publish(std::chrono::steady_clock::time_point now)
{
    m_lastPublished = now;
    m_state.elapsedSeconds = std::chrono::duration<double>(now - m_stageStart).count();
    if (m_sink)
        m_sink(m_state);
}

} // namespace cobench
