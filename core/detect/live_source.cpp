// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/live_source.h"

#include <algorithm>
#include <utility>

namespace cobench::detect {

void LiveSource::read()
{
    FrameNumber number = 0;
    while (m_run.config.maxFrames == 0 || number < m_run.config.maxFrames)
        if (!readOne(number))
            break;
    const Lock lock(m_run.mutex);
    m_run.dispatcher.sourceEnded();
    m_run.pump(); // what waits for a device that nobody plugs in any more is dropped
}

/// False when there will be no more.
bool LiveSource::readOne(FrameNumber& number)
{
    const bool isLive = m_run.source.isLive();
    if (isLive) {
        Lock lock(m_run.mutex);
        awaitLive(lock, number);
        if (m_run.isSourceOver())
            return false;
    }
    auto read = m_run.source.next();
    Lock lock(m_run.mutex);
    if (!read && !m_run.isSourceOver() && !m_run.dispatcher.isAbandoned())
        m_run.sourceError = read.error();
    if (!read || !*read || m_run.isSourceOver())
        return false;
    if (const auto& signal = (*read)->signal) {
        m_run.tell(signal->isThere ? RunEvent::Kind::SourceBack : RunEvent::Kind::SourceStale, signal->reason);
        return true;
    }
    if (isLive && m_run.isPaused && !m_run.isStepUnderWay)
        return true; // it came after the pause had begun
    handOver(lock, number++, **read);
    m_run.isStepUnderWay = false;
    return !m_run.isSourceOver() && !m_run.dispatcher.isAbandoned();
}

/// Before a live source is asked, so that the frame it gives is not kept waiting.
void LiveSource::awaitLive(Lock& lock, FrameNumber number)
{
    const bool wasPaused = m_run.isPaused;
    if (!m_run.isStepUnderWay) // else news of the signal came instead of its frame
        awaitTurn(lock, number);
    if (awaitRoom(lock) && wasPaused)
        m_run.source.skipMissed();
}

/// False when the run is over.
bool LiveSource::awaitRoom(Lock& lock)
{
    m_run.isSourceWaiting = true;
    m_run.room.wait(lock, [&] { return m_run.isSourceOver() || m_run.dispatcher.hasRoom(); });
    m_run.isSourceWaiting = false;
    return !m_run.isSourceOver();
}

/// Waits while the run is paused, unless a step lets this frame through. The frames after it keep their distance.
void LiveSource::awaitTurn(Lock& lock, FrameNumber number)
{
    if (!m_run.isPaused)
        return;
    m_run.room.wait(
        lock, [&] { return m_run.isSourceOver() || !m_run.isPaused || m_run.stepsTaken < m_run.stepsGiven; });
    m_run.isStepUnderWay = m_run.isPaused && m_run.stepsTaken < m_run.stepsGiven;
    if (m_run.isStepUnderWay)
        ++m_run.stepsTaken;
    m_run.goOn();
    if (m_run.pacer.isPaced())
        m_run.pacer.shift(std::max(Time(0), m_run.now() - m_run.pacer.due(number)));
}

/// Until the frame is due, whatever is changed meanwhile.
void LiveSource::awaitDue(Lock& lock, FrameNumber number)
{
    while (!m_run.isSourceOver()) {
        if (!m_run.source.isLive())
            awaitTurn(lock, number);
        if (m_run.isStepUnderWay || !m_run.pacer.isPaced() || m_run.now() >= m_run.pacer.due(number))
            return;
        m_run.room.wait_until(lock, m_run.clock.at(m_run.pacer.due(number)));
    }
}

void LiveSource::handOver(Lock& lock, FrameNumber number, SourcedFrame& frame)
{
    const Time ready = m_run.now();
    m_run.nextFrame = number;
    awaitDue(lock, number);
    if (!awaitRoom(lock))
        return;
    const Time captured = m_run.now();
    const Pacer& pacer = m_run.pacer;
    const bool isLate
        = pacer.isPaced() && m_run.config.dispatch.drop != DropPolicy::None && ready >= pacer.due(number + 1);
    const auto unusable = isLate && !frame.broken ? std::optional(DropCause::SourceLate) : frame.broken;
    Frame taken{.number = number, .captured = captured, .picture = std::move(frame.picture)};
    m_run.nextFrame = number + 1;
    if (unusable)
        m_run.dispatcher.skip(taken, *unusable, captured);
    else
        m_run.dispatcher.offer(std::move(taken), captured);
    m_run.pump();
}

} // namespace cobench::detect
