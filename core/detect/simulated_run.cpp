// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/pacer.h"
#include "core/detect/run_parts.h"

#include <algorithm>
#include <queue>
#include <tuple>
#include <utility>

namespace cobench::detect {

namespace {

/// In this order where several happen at one time: a device that becomes free can take a frame that comes then.
enum class Kind { Completed, Returned, Lost, FrameReady };

struct Event {
    Time at{0};
    Kind kind = Kind::FrameReady;
    DeviceIndex device = 0;
    std::uint64_t start = 0; // Completed: which start of the device it ends

    bool operator>(const Event& other) const
    {
        return std::tie(at, kind, device, start) > std::tie(other.at, other.kind, other.device, other.start);
    }
};

class SimulatedRun
{
public:
    SimulatedRun(FrameSource& source,
        std::vector<Device>& devices,
        const PipelineConfig& config,
        const OutcomeSink& sink,
        Progress& progress)
        : m_source(source)
        , m_devices(devices)
        , m_config(config)
        , m_sink(sink)
        , m_progress(progress)
        , m_pacer(config.rate)
        , m_dispatcher(config.dispatch, startRates(devices))
        , m_figures(deviceNames(devices))
        , m_starts(devices.size())
        , m_found(devices.size())
    {
    }

    Result<PipelineResult> run(const CancelToken& cancel)
    {
        for (DeviceIndex device = 0; device < m_devices.size(); ++device)
            scheduleOutages(device);
        if (auto read = readNext(); !read)
            return std::move(read).error();
        while (!m_events.empty() && !m_dispatcher.isFinished()) {
            if (cancel.isCancelled())
                return cancelled();
            const Event event = m_events.top();
            m_events.pop();
            m_now = event.at;
            if (auto handled = handle(event); !handled)
                return std::move(handled).error();
        }
        if (!m_dispatcher.isFinished())
            return Error{.detail = "the simulated pipeline stands still", .cure = "this is a defect of CoBench"};
        m_result.figures = m_figures.figures();
        return std::move(m_result);
    }

private:
    void scheduleOutages(DeviceIndex device)
    {
        if (!m_devices[device].emulation)
            return;
        for (const Emulation::Outage& outage : m_devices[device].emulation->outages) {
            m_events.push({.at = outage.from, .kind = Kind::Lost, .device = device});
            if (outage.until) {
                m_events.push({.at = *outage.until, .kind = Kind::Returned, .device = device});
                ++m_returns;
            }
        }
    }

    Result<void> handle(const Event& event)
    {
        switch (event.kind) {
        case Kind::Completed:
            if (event.start == m_starts[event.device]) // else it was lost before
                m_dispatcher.completed(event.device, std::exchange(m_found[event.device], nullptr), m_now);
            break;
        case Kind::Returned:
            --m_returns;
            m_dispatcher.returned(event.device, m_now);
            break;
        case Kind::Lost:
            lose(event.device,
                {.code = ErrorCode::Disconnected,
                    .subject = m_devices[event.device].name,
                    .detail = "its emulated failure"});
            break;
        case Kind::FrameReady:
            m_isFrameWaiting = true;
            break;
        }
        if (auto settled = settle(); !settled)
            return settled;
        return deliver(m_dispatcher.takeOutcomes(), m_figures, m_progress, m_sink);
    }

    /// Starts devices and hands over the waiting frame until nothing more can happen at this time.
    Result<void> settle()
    {
        for (;;) {
            for (auto starts = m_dispatcher.takeStarts(); !starts.empty(); starts = m_dispatcher.takeStarts())
                for (const Dispatcher::Start& start : starts)
                    begin(start.device, start.frame);
            if (!m_dispatcher.isAnyAlive() && m_returns == 0)
                abandon();
            m_result.longestQueue = std::max(m_result.longestQueue, m_dispatcher.waiting());
            if (!m_isFrameWaiting || !m_dispatcher.hasRoom())
                return {};
            handOver();
            if (auto read = readNext(); !read)
                return read;
        }
    }

    void begin(DeviceIndex device, const Frame& frame)
    {
        Device& used = m_devices[device];
        const auto before = std::chrono::steady_clock::now();
        auto found = used.detector->detect(frame);
        const Time taken = std::chrono::steady_clock::now() - before;
        ++m_starts[device];
        if (!found)
            return lose(device, std::move(found).error(), used.detector->lossCause());
        m_found[device] = std::move(*found);
        const Time service
            = used.emulation ? serviceTime(*used.emulation, m_config.seed, device, frame.number) : taken;
        m_events.push(
            {.at = m_now + service, .kind = Kind::Completed, .device = device, .start = m_starts[device]});
    }

    void lose(DeviceIndex device, Error reason, DropCause cause = DropCause::DeviceLost)
    {
        ++m_starts[device];
        m_result.losses.push_back({.device = device, .at = m_now, .reason = std::move(reason)});
        m_dispatcher.lost(device, cause, m_now);
    }

    void abandon()
    {
        if (m_dispatcher.isAbandoned())
            return;
        m_result.isAbandoned = true;
        m_dispatcher.abandon(m_now);
        if (std::exchange(m_isFrameRead, false))
            m_dispatcher.skip({.number = m_number++, .captured = m_now}, DropCause::DeviceLost, m_now);
        m_isFrameWaiting = false;
        m_dispatcher.sourceEnded();
    }

    Result<void> readNext()
    {
        m_isFrameRead = false;
        const bool isTimeOver = m_config.maxTime > Time(0)
            && std::max(m_now, m_pacer.isPaced() ? m_pacer.due(m_number) : m_now) >= m_config.maxTime;
        if (isTimeOver || (m_config.maxFrames > 0 && m_number == m_config.maxFrames))
            return m_dispatcher.sourceEnded(), Result<void>();
        auto read = m_source.next();
        if (!read)
            return std::move(read).error();
        if (!*read)
            return m_dispatcher.sourceEnded(), Result<void>();
        m_frame = std::move(**read);
        m_isFrameRead = true;
        const Time ready = m_now + m_frame.readTime;
        const bool isPaced = m_pacer.isPaced();
        m_isLate = isPaced && m_config.dispatch.drop != DropPolicy::None && ready >= m_pacer.due(m_number + 1);
        m_events.push({.at = isPaced ? std::max(ready, m_pacer.due(m_number)) : ready, .kind = Kind::FrameReady});
        return {};
    }

    void handOver()
    {
        m_isFrameWaiting = false;
        const FrameNumber number = m_number++;
        if (m_frame.broken)
            m_dispatcher.skip({.number = number, .captured = m_now}, *m_frame.broken, m_now);
        else if (m_isLate)
            m_dispatcher.skip({.number = number, .captured = m_now, .picture = std::move(m_frame.picture)},
                DropCause::SourceLate,
                m_now);
        else
            m_dispatcher.offer({.number = number, .captured = m_now, .picture = std::move(m_frame.picture)}, m_now);
    }

    FrameSource& m_source;
    std::vector<Device>& m_devices;
    const PipelineConfig& m_config;
    const OutcomeSink& m_sink;
    Progress& m_progress;
    Pacer m_pacer;
    Dispatcher m_dispatcher;
    FigureCollector m_figures;
    PipelineResult m_result;

    std::priority_queue<Event, std::vector<Event>, std::greater<>> m_events;
    Time m_now{0};
    std::vector<std::uint64_t> m_starts; // [devices] how many there were; one more at each loss
    std::vector<SharedDetections> m_found; // [devices] of the frame it works on
    std::size_t m_returns = 0; // still to come

    FrameNumber m_number = 0; // of m_frame
    SourcedFrame m_frame;
    bool m_isFrameRead = false;
    bool m_isFrameWaiting = false; // for room
    bool m_isLate = false;
};

} // namespace

Result<PipelineResult> runSimulated(FrameSource& source,
    std::vector<Device>& devices,
    const PipelineConfig& config,
    const OutcomeSink& sink,
    Progress& progress,
    const CancelToken& cancel)
{
    if (source.isLive())
        return Error{.code = ErrorCode::Usage,
            .subject = "simulated clock",
            .detail = "a live source keeps to the real one",
            .cure = "the real clock"};
    if (auto checked = check(config, devices.size(), false); !checked)
        return std::move(checked).error();
    return SimulatedRun(source, devices, config, sink, progress).run(cancel);
}

} // namespace cobench::detect
