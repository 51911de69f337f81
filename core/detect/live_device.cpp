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
    skipPastOutages();
    while (!m_run.isStopped && (m_slot.frame || !m_slot.isRemoved)) {
        if (!m_slot.isRemoved && !isAlive()) {
            if (!awaitPlug(lock))
                break;
            continue;
        }
        const auto outage = nextOutage();
        const auto isCalled = [&] { return m_run.isStopped || m_slot.frame || m_slot.isRemoved || !isAlive(); };
        if (outage)
            waitUntil(lock, outage->from, isCalled);
        else
            m_slot.changed.wait(lock, isCalled);
        if (m_run.isStopped)
            break;
        if (outage && m_run.now() >= outage->from && isAlive()) {
            if (!sitOut(lock, *outage))
                break;
        } else if (m_slot.frame && !work(lock)) {
            break;
        }
    }
}

/// False when the device will not be used again.
bool LiveDevice::awaitPlug(Lock& lock)
{
    m_slot.changed.wait(lock, [&] { return m_run.isStopped || m_slot.isRemoved || !m_slot.isUnplugged; });
    if (m_run.isStopped || m_slot.isRemoved)
        return false;
    if (std::exchange(m_needsRestart, false)) {
        lock.unlock();
        const auto restarted = m_device.detector->restart();
        lock.lock();
        if (!restarted)
            return giveUp();
    }
    skipPastOutages();
    if (!m_run.isStopped && !m_slot.isUnplugged && !m_slot.isRemoved)
        takeBack();
    return true;
}

/// Those it was not there for.
void LiveDevice::skipPastOutages()
{
    for (auto outage = nextOutage(); outage && outage->until && *outage->until <= m_run.now();
         outage = nextOutage())
        ++m_nextOutage;
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
    const auto isLost = [&, unplugs = m_slot.unplugs] { return m_run.isStopped || m_slot.unplugs != unplugs; };
    lock.unlock();
    auto found = m_device.detector->detect(frame);
    lock.lock();
    if (isLost()) {
        m_needsRestart = m_needsRestart || !found;
        return true;
    }
    if (!found)
        return recover(lock, std::move(found).error());
    if (m_device.emulation) {
        const Time end = started + serviceTime(*m_device.emulation, m_run.config.seed, m_index, frame.number);
        const auto outage = nextOutage();
        waitUntil(lock, outage ? std::min(end, outage->from) : end, isLost);
        if (outage && outage->from < end && !isLost())
            return !m_slot.isRemoved || sitOut(lock, *outage); // serve() sees to it; the frame is requeued
    }
    if (!isLost()) {
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
    m_slot.isGone = true;
    m_run.pump();
    return false;
}

bool LiveDevice::sitOut(Lock& lock, const Emulation::Outage& outage)
{
    ++m_nextOutage;
    lose({.code = ErrorCode::Disconnected, .subject = m_device.name, .detail = "its emulated failure"});
    if (!outage.until || m_slot.isRemoved)
        return giveUp();
    m_run.pump();
    waitUntil(lock, *outage.until, [&] { return m_run.isStopped || m_slot.isRemoved; });
    if (!m_run.isStopped && !m_slot.isRemoved && !m_slot.isUnplugged)
        takeBack();
    return true;
}

/// Starts a detector that failed once more, unless it failed too often.
bool LiveDevice::recover(Lock& lock, Error reason)
{
    const DropCause cause = m_device.detector->lossCause();
    lose(std::move(reason), cause);
    std::erase_if(m_restarts, [](Clock::time_point at) { return Clock::now() - at > kRestartWindow; });
    if (m_restarts.size() == kMaxRestarts || m_slot.isRemoved)
        return giveUp();
    if (cause != DropCause::Network) // restart() waits until the link is back
        m_restarts.push_back(Clock::now());
    m_run.pump();
    lock.unlock();
    const auto restarted = m_device.detector->restart();
    lock.lock();
    if (!restarted)
        return giveUp();
    if (!m_run.isStopped && !m_slot.isUnplugged && !m_slot.isRemoved)
        takeBack();
    return true;
}

} // namespace cobench::detect
