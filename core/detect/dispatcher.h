// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/frame.h"
#include "core/detect/scheduler.h"
#include "core/detect/synchroniser.h"

#include <array>
#include <deque>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace cobench::detect {

/// What happens to frames when a queue is full.
enum class DropPolicy {
    None, // the source waits
    Oldest,
    Newest,
};
inline constexpr std::string_view kDropPolicies[] = {"none", "oldest", "newest"};

struct DispatchConfig {
    Schedule schedule = Schedule::Fcfs;
    DropPolicy drop = DropPolicy::None;
    std::size_t buffer = 4; // frames that may wait in each queue, besides those on devices
    Time deadline = std::chrono::milliseconds(200); // after capture; Schedule::Deadline only
};

/// How many frames came and what became of them. After the end of a run read = processed + all dropped.
struct FrameCounts {
    std::uint64_t read = 0;
    std::uint64_t processed = 0;
    std::array<std::uint64_t, kDropCauses> dropped{};

    std::uint64_t droppedInAll() const;
    bool operator==(const FrameCounts&) const = default;
};

/// The pipeline between source and sinks, without a clock and without threads: bounded queues, scheduler, devices'
/// states, synchroniser, accounting. It is told what happens and when, and says what devices are to start and which
/// outcomes are ready. The simulated and the real clock drive the same object. One thread at a time; times never
/// go back.
///
/// Frames join one queue for all devices (FCFS, deadline) or that of the device the scheduler picks. A frame whose
/// device dies joins a queue again, in its place by number; where there is no room and frames may be dropped, it
/// is.
class Dispatcher
{
public:
    /// One frame that a device is to work on now.
    struct Start {
        DeviceIndex device = 0;
        Frame frame;
    };

    /// `startRates`: frames/s of each device as known before the run, 0 where it is not.
    Dispatcher(const DispatchConfig& config, std::span<const double> startRates);

    /// False while the source has to wait.
    bool hasRoom() const;
    /// The next frame. Precondition: hasRoom(), and numbers without a gap over offer() and skip().
    void offer(Frame frame, Time now);
    /// A frame that never reached the queue.
    void skip(const Frame& frame, DropCause cause, Time now);
    void sourceEnded() { m_hasEnded = true; }

    void completed(DeviceIndex device, std::shared_ptr<const data::Detections> boxes, Time now);
    /// The device is gone, with or without a frame on it. A frame lost to the network joins no queue again where
    /// frames may be dropped.
    void lost(DeviceIndex device, DropCause cause, Time now);
    void returned(DeviceIndex device, Time now);
    /// One more, behind the others.
    DeviceIndex addDevice(double startRate, Time now);
    /// It finishes its frame and gets no other; those that wait for it wait elsewhere.
    void retire(DeviceIndex device, Time now);
    /// Frames that wait are distributed anew.
    void setSchedule(Schedule schedule, Time now);
    /// No device will ever return: whatever waits or comes is dropped.
    void abandon(Time now);

    std::vector<Start> takeStarts();
    std::vector<Outcome> takeOutcomes() { return m_synchroniser.take(); }

    bool isFinished() const;
    /// What became of every frame so far is known.
    bool isIdle() const { return m_synchroniser.next() == m_counts.read; }
    bool isAnyAlive() const;
    bool isAbandoned() const { return m_isAbandoned; }
    bool hasSourceEnded() const { return m_hasEnded; }
    std::span<const DeviceState> devices() const { return m_states; }
    std::size_t waiting() const;
    const FrameCounts& counts() const { return m_counts; }

private:
    using Queue = std::deque<Frame>;

    std::size_t sharedQueue() const { return m_states.size(); }
    std::size_t queueFor(Time now);
    void insert(Frame frame, std::size_t queue);
    void requeue(Frame frame, DropCause cause, Time now);
    void requeueAll(Queue frames, DropCause cause, Time now);
    void keepBound(std::size_t queue, Time now);
    void dispatch(Time now);
    std::optional<Frame> nextFor(DeviceIndex device, Time now);
    std::optional<Frame> nextInTime(DeviceIndex device, Time now);
    bool canBeInTime(const Frame& frame, Time now) const;
    Frame takeAt(std::size_t queue, std::size_t position);
    void drop(const Frame& frame, DropCause cause, Time now);
    void noteSize(std::size_t queue);

    DispatchConfig m_config;
    std::unique_ptr<Scheduler> m_scheduler;
    std::vector<DeviceState> m_states;
    std::vector<Queue> m_queues; // one per device, then the shared one
    std::vector<std::optional<Frame>> m_running; // on each device
    std::deque<DeviceIndex> m_idle; // longest first
    std::vector<Start> m_starts;
    Synchroniser m_synchroniser;
    FrameCounts m_counts;
    DropCause m_lossCause = DropCause::DeviceLost; // of the device lost last
    bool m_hasEnded = false;
    bool m_isAbandoned = false;
};

} // namespace cobench::detect
