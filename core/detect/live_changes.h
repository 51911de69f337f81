// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/live_device.h"

#include <deque>
#include <thread>

namespace cobench::detect {

/// The devices of a live run with their threads, and what a person changes of it while it goes on: by its control,
/// or at times that were told before. On the calling thread.
class LiveChanges
{
public:
    LiveChanges(LiveShared& run, std::vector<Device>& devices, FigureCollector& figures);
    LiveChanges(const LiveChanges&) = delete;
    LiveChanges& operator=(const LiveChanges&) = delete;

    /// All devices begin to work.
    void start();
    /// What has come due. Under the lock.
    void apply();
    void interruptDetectors();
    /// Waits for the devices' threads: of a run that was stopped.
    void join() { m_threads.clear(); }

private:
    void apply(const RunChange& change);
    void setSchedule(Schedule schedule);
    void setRate(double rate);
    void unplug(DeviceIndex device);
    void plugIn(DeviceIndex device);
    void remove(DeviceIndex device);
    void add(Device& device);
    void begin(DeviceIndex index, Device& device);
    LiveShared::Slot* usable(DeviceIndex device);

    LiveShared& m_run;
    FigureCollector& m_figures; // the caller's thread only
    std::vector<Device*> m_devices;
    std::vector<std::shared_ptr<Device>> m_added; // what was changed keeps its own
    std::size_t m_nextChange = 0; // of those told before
    std::deque<LiveDevice> m_workers;
    std::vector<std::jthread> m_threads; // joined before anything they use goes
};

} // namespace cobench::detect
