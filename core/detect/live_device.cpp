// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/live_device.h"

#include <algorithm>
#include <utility>

namespace cobench::detect {

namespace {

constexpr std::size_t kMaxRestarts = 3; // within kRestartWindow; then the device stays away
constexpr std::chrono::seconds kRestartWindow{60};

} // namespace

void LiveDevice::serve()
{
    Lock lock(m_run.mutex);
    while (!m_run.isStopped) {
        const auto outage = nextOutage();
        const auto isCalled = [&] { return m_run.isStopped || m_slot.frame; };
        if (outage)
            waitUntil(lock, outage->from, isCalled);
        else
            m_slot.changed.wait(lock, isCalled);
        if (m_run.isStopped)
            break;
        if (outage && m_run.now() >= outage->from) {
            if (!sitOut(lock, *outage))
                break;
        } else if (m_slot.frame && !work(lock)) {
            break;
        }
    }
}

std::optional<Emulation::Outage> LiveDevice::nextOutage() const
{
    const auto& emulation = m_device.emulation;
    if (!emulation || m_nextOutage == emulation->outages.size())
        return std::nullopt;
    return emulation->outages[m_nextOutage];
}

/// Until then on the run's own clock, which may stand still, or until it is called.
template <typename IsCalled>
void LiveDevice::waitUntil(Lock& lock, Time at, const IsCalled& isCalled)
{
    while (!isCalled() && m_run.now() < at) {
        if (m_run.clock.isStanding())
            m_slot.changed.wait(lock, [&] { return isCalled() || !m_run.clock.isStanding(); });
        else
            m_slot.changed.wait_until(lock, m_run.clock.at(at), isCalled);
    }
}

/// One frame. False when the device will not be used again.
bool LiveDevice::work(Lock& lock)
{
    const Frame frame = *std::exchange(m_slot.frame, std::nullopt);
    const Time started = m_run.now();
    lock.unlock();
    auto found = m_device.detector->detect(frame);
    lock.lock();
    if (!found)
        return m_run.isStopped || recover(lock, std::move(found).error());
    if (m_device.emulation) {
        const Time end = started + serviceTime(*m_device.emulation, m_run.config.seed, m_index, frame.number);
        const auto outage = nextOutage();
        waitUntil(lock, outage ? std::min(end, outage->from) : end, [&] { return m_run.isStopped; });
        if (outage && outage->from < end)
            return true; // serve() sees to it; the frame is requeued
    }
    if (!m_run.isStopped) {
        m_run.dispatcher.completed(m_index, std::move(*found), m_run.now());
        m_run.pump();
    }
    return true;
}

void LiveDevice::lose(Error reason, DropCause cause)
{
    m_slot.frame.reset();
    m_run.result.losses.push_back({.device = m_index, .at = m_run.now(), .reason = std::move(reason)});
    m_run.dispatcher.lost(m_index, cause, m_run.now());
}

void LiveDevice::takeBack()
{
    m_run.dispatcher.returned(m_index, m_run.now());
    m_run.pump();
}

bool LiveDevice::giveUp()
{
    --m_run.mayReturn;
    m_run.pump();
    return false;
}

bool LiveDevice::sitOut(Lock& lock, const Emulation::Outage& outage)
{
    ++m_nextOutage;
    lose({.code = ErrorCode::Disconnected, .subject = m_device.name, .detail = "its emulated failure"});
    if (!outage.until)
        return giveUp();
    m_run.pump();
    waitUntil(lock, *outage.until, [&] { return m_run.isStopped; });
    if (!m_run.isStopped)
        takeBack();
    return true;
}

/// Starts a detector that failed once more, unless it failed too often.
bool LiveDevice::recover(Lock& lock, Error reason)
{
    const DropCause cause = m_device.detector->lossCause();
    lose(std::move(reason), cause);
    std::erase_if(m_restarts, [](Clock::time_point at) { return Clock::now() - at > kRestartWindow; });
    if (m_restarts.size() == kMaxRestarts)
        return giveUp();
    if (cause != DropCause::Network) // restart() waits until the link is back
        m_restarts.push_back(Clock::now());
    m_run.pump();
    lock.unlock();
    const auto restarted = m_device.detector->restart();
    lock.lock();
    if (!restarted)
        return giveUp();
    if (!m_run.isStopped)
        takeBack();
    return true;
}

} // namespace cobench::detect
