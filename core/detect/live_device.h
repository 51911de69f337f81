// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/live_shared.h"

namespace cobench::detect {

/// A device's thread of a live run: works on the frames it is given, fails when an emulated one is said to, and is
/// started again when it fails by itself. Unplugged, it waits to be plugged in.
class LiveDevice
{
public:
    LiveDevice(LiveShared& run, DeviceIndex index, Device& device)
        : m_run(run)
        , m_index(index)
        , m_device(device)
        , m_slot(*run.slots[index])
    {
    }

    /// Until the run is over or the device will not be used again.
    void serve();

private:
    using Lock = LiveShared::Lock;
    using Clock = RunClock::Clock;

    std::optional<Emulation::Outage> nextOutage() const;
    template <typename IsCalled>
    void waitUntil(Lock& lock, Time at, const IsCalled& isCalled);
    bool isAlive() const { return m_run.dispatcher.devices()[m_index].isAlive; }
    bool awaitPlug(Lock& lock);
    void skipPastOutages();
    bool work(Lock& lock);
    void lose(Error reason, DropCause cause = DropCause::DeviceLost);
    void takeBack();
    bool giveUp();
    bool sitOut(Lock& lock, const Emulation::Outage& outage);
    bool recover(Lock& lock, Error reason);

    LiveShared& m_run;
    DeviceIndex m_index;
    Device& m_device;
    LiveShared::Slot& m_slot;
    std::size_t m_nextOutage = 0;
    std::vector<Clock::time_point> m_restarts;
    bool m_needsRestart = false; // its detector failed while it was unplugged
};

} // namespace cobench::detect
