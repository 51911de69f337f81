// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/frame.h"

#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace cobench::detect {

enum class Schedule {
    Fcfs, // frames wait in one queue; the device that has been free longest takes the oldest
    RoundRobin, // frame i goes to device i mod n, whatever its speed
    WeightedRoundRobin, // in proportion to rates measured before the run
    Proportional, // the same with rates estimated anew while it runs
    ShortestExpectedCompletion, // where it is expected to be ready first
    Deadline, // as Fcfs, but frames that cannot be ready in time are left out
};
inline constexpr std::string_view kSchedules[] = {"fcfs", "rr", "wrr", "proportional", "sect", "deadline"};

/// One device as a scheduler sees it.
struct DeviceState {
    bool isAlive = true;
    bool isBusy = false;
    Time busySince{0};
    std::size_t waiting = 0; // frames in its own queue
    double startRate = 0.0; // frames/s known before the run; 0 = not known
    Time service{0}; // expected now, from the last frames; 0 = not known

    /// When a frame that is given to it now would be done.
    Time expectedCompletion(Time now) const;
};

/// Picks the device whose queue an arriving frame joins. Deterministic; one thread at a time.
class Scheduler
{
public:
    virtual ~Scheduler() = default;
    /// Precondition: a device is alive. Never picks one that is not. Nothing: frames wait in a queue for all.
    virtual std::optional<DeviceIndex> choose(std::span<const DeviceState> devices, Time now) = 0;
};

std::unique_ptr<Scheduler> makeScheduler(Schedule schedule);

} // namespace cobench::detect
