// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/detect/dispatcher.h"
#include "core/detect/emulation.h"
#include "core/detect/run_control.h"
#include "core/detect/run_event.h"
#include "core/detect/run_figures.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace cobench::detect {

/// Whether a live source brings frames, from now on.
struct SignalChange {
    bool isThere = false;
    std::string reason = {}; // why not
};

struct SourcedFrame {
    std::shared_ptr<const data::Image> picture = nullptr;
    std::optional<DropCause> broken = std::nullopt; // the frame counts, but cannot be used: Decode, Network
    Time readTime{0}; // how long it took, on the simulated clock
    std::optional<SignalChange> signal = std::nullopt; // then it is no frame, but this news
};

/// Where frames come from. next() blocks and is called by one thread; interrupt() by any.
class FrameSource
{
public:
    virtual ~FrameSource() = default;
    /// Nothing at the end.
    virtual Result<std::optional<SourcedFrame>> next() = 0;
    /// Makes next() come back, now and whenever it is called later.
    virtual void interrupt() { }
    /// Frames come when they come, taken or not, as a camera's do: next() gives the newest. Those before it that
    /// nobody took count as broken by DropCause::Queue.
    virtual bool isLive() const { return false; }
    /// By the thread of next(): what came since its last call counts for nothing.
    virtual void skipMissed() { }
};

using SharedDetections = std::shared_ptr<const data::Detections>;

/// Finds the objects of a frame. detect() and restart() block and are called by one thread; interrupt() by any.
class Detector
{
public:
    virtual ~Detector() = default;
    /// An error means that the device is gone. Never null.
    virtual Result<SharedDetections> detect(const Frame& frame) = 0;
    /// After an error: what became of the frame on it. Losses of the network are not counted against a detector.
    virtual DropCause lossCause() const { return DropCause::DeviceLost; }
    /// After an error: makes it work again.
    virtual Result<void> restart() { return Error{.code = ErrorCode::Disconnected, .detail = "cannot come back"}; }
    /// Makes detect() and restart() come back with an error, now and whenever they are called later.
    virtual void interrupt() { }
};

/// Detects nothing, at once.
class NullDetector final : public Detector
{
public:
    Result<SharedDetections> detect(const Frame&) override { return m_nothing; }

private:
    SharedDetections m_nothing = std::make_shared<const data::Detections>();
};

/// Something that takes one frame at a time.
struct Device {
    std::string name; // "cpu:0#1": what it is and its place in the list
    std::unique_ptr<Detector> detector; // what is found, also on an emulated device
    std::optional<Emulation> emulation = std::nullopt; // how long it takes and when it fails
    double startRate = 0.0; // frames/s as far as known before the run; 0 = not known
};

struct PipelineConfig {
    DispatchConfig dispatch;
    /// Frames/s the source is paced at; 0 = as fast as they are taken, and nothing is dropped, or as they come from
    /// a live source.
    double rate = 0.0;
    std::uint64_t maxFrames = 0; // 0 = to the end of the source
    Time maxTime{0}; // after which no frame is taken any more; 0 = to the end of the source
    /// A cancelled live run finishes what came, on the devices that are there, and is no cancelled one then.
    bool stopEndsSource = false;
    std::uint64_t seed = 1; // of emulated devices
    /// Pauses, steps and changes a live run. Where there is one, somebody may plug in a device that was unplugged:
    /// until the source ends, a run waits for that.
    std::shared_ptr<RunControl> control = nullptr;
    std::vector<TimedChange> changes = {}; // ascending; on the real clock up to 20 ms later
    std::function<void(const RunEvent&)> onEvent = {}; // on the thread of the sink, before outcomes it bears on
};

/// A device that was lost and why.
struct DeviceLoss {
    DeviceIndex device = 0;
    Time at{0};
    Error reason;
};

struct PipelineResult {
    RunFigures figures;
    std::size_t longestQueue = 0; // frames waiting at most
    std::vector<DeviceLoss> losses;
    std::vector<RunEvent> events;
    bool isAbandoned = false; // ended before the source did: no device was left
};

/// Gets every outcome in frame order. An error ends the run.
using OutcomeSink = std::function<Result<void>(const Outcome&)>;

/// Usage: what does not go together.
Result<void> check(const PipelineConfig& config, std::size_t devices, bool isLive);

/// Runs on a simulated clock: events in exact order of time, no waiting. Emulated devices take the time they are
/// said to; detectors without emulation are run one after another and take the time measured. With emulated devices
/// alone the result is a pure function of source, configuration and seed. Not for live sources (Usage). Advances
/// `progress` by one a frame.
Result<PipelineResult> runSimulated(FrameSource& source,
    std::vector<Device>& devices,
    const PipelineConfig& config,
    const OutcomeSink& sink,
    Progress& progress,
    const CancelToken& cancel);

/// Runs on the real clock with a thread for the source and one for each device; the sink is called on the calling
/// thread. Returns within 50 ms of a cancel when detectors and source heed interrupt().
Result<PipelineResult> runLive(FrameSource& source,
    std::vector<Device>& devices,
    const PipelineConfig& config,
    const OutcomeSink& sink,
    Progress& progress,
    const CancelToken& cancel);

} // namespace cobench::detect
