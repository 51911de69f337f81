// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/pacer.h"
#include "core/detect/pipeline.h"
#include "core/detect/run_clock.h"

#include <condition_variable>
#include <mutex>

namespace cobench::detect {

/// What the threads of a live run share: those of the source and of the devices, and the one that called. All of it
/// is read and written under the mutex; detectors and source work outside.
struct LiveShared {
    using Lock = std::unique_lock<std::mutex>;

    /// Of one device.
    struct Slot {
        std::condition_variable changed;
        std::optional<Frame> frame; // to start with
        std::uint64_t unplugs = 0; // how often; then a frame it works on is not its own any more
        bool isUnplugged = false;
        bool isRemoved = false; // it finishes its frame
        bool isGone = false; // it failed for good

        bool isOfUse() const { return !isRemoved && !isGone; }
    };

    LiveShared(FrameSource& from, const PipelineConfig& how, const std::vector<Device>& devices);

    Time now() const { return clock.now(); }
    /// No more frames are wanted of the source.
    bool isSourceOver() const { return isStopped || isSourceEnded; }
    void tell(RunEvent::Kind kind, std::string detail);
    /// Hands on what the dispatcher decided.
    void pump();
    /// One that is not alive may be so again before the run is over.
    bool mayAnyReturn() const;
    /// Time goes on, if it stood still.
    void goOn();

    FrameSource& source;
    const PipelineConfig& config;
    std::mutex mutex;
    Dispatcher dispatcher;
    RunClock clock;
    Pacer pacer;
    std::vector<std::unique_ptr<Slot>> slots; // [devices]
    FrameNumber nextFrame = 0; // that the source brings
    std::size_t pendingReturns = 0; // changes still to come that bring a device
    std::condition_variable room; // the source waits for room, for its time, or for its turn
    std::condition_variable news; // the caller waits
    std::vector<Outcome> outcomes; // to be delivered
    std::vector<RunEvent> events; // likewise
    PipelineResult result;
    std::optional<Error> sourceError;
    std::uint64_t stepsGiven = 0;
    std::uint64_t stepsTaken = 0;
    bool isStepUnderWay = false; // taken, and its frame has not come: time goes on although the run is paused
    bool isPaused;
    bool isSourceWaiting = false; // for room
    bool isSourceEnded = false; // by us: the source is not asked any more
    bool isStopWanted = false; // by a cancel: no device is waited for that is away
    bool isStopped = false;
};

} // namespace cobench::detect
