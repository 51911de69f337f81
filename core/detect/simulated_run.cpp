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
enum class Kind { Completed, Returned, Lost, Changed, FrameReady };

struct Event {
    Time at{0};
    Kind kind = Kind::FrameReady;
    DeviceIndex device = 0;
    /// Completed: which start of the device it ends. Changed: which change. FrameReady: how often it was put off.
    std::uint64_t start = 0;

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
        , m_config(config)
        , m_sink(sink)
        , m_progress(progress)
        , m_pacer(config.rate)
        , m_dispatcher(config.dispatch, startRates(devices))
        , m_figures(deviceNames(devices))
        , m_starts(devices.size())
        , m_found(devices.size())
        , m_absences(devices.size())
    {
        for (Device& device : devices)
            m_devices.push_back(&device);
    }

    Result<PipelineResult> run(const CancelToken& cancel)
    {
        for (DeviceIndex device = 0; device < m_devices.size(); ++device)
            scheduleOutages(device);
        scheduleChanges();
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
    struct Absence {
        bool isOut = false; // it failed, for a time
        bool isUnplugged = false;
        bool isRemoved = false;
        bool isGone = false; // its detector failed

        bool isOfUse() const { return !isRemoved && !isGone; }
    };

    void scheduleChanges()
    {
        for (std::size_t change = 0; change < m_config.changes.size(); ++change) {
            m_events.push({.at = m_config.changes[change].at, .kind = Kind::Changed, .start = change});
            m_returns += bringsDevice(m_config.changes[change].change) ? 1 : 0;
        }
    }

    void scheduleOutages(DeviceIndex device)
    {
        if (!m_devices[device]->emulation)
            return;
        for (const Emulation::Outage& outage : m_devices[device]->emulation->outages) {
            if (outage.from < m_now)
                continue;
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
            m_absences[event.device].isOut = false;
            revive(event.device);
            break;
        case Kind::Lost:
            m_absences[event.device].isOut = true;
            if (const DeviceState& state = m_dispatcher.devices()[event.device]; state.isAlive || state.isBusy)
                lose(event.device,
                    {.code = ErrorCode::Disconnected,
                        .subject = m_devices[event.device]->name,
                        .detail = "its emulated failure"});
            break;
        case Kind::Changed:
            apply(m_config.changes[event.start].change);
            break;
        case Kind::FrameReady:
            m_isFrameWaiting = m_isFrameWaiting || event.start == m_delays;
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
        Device& used = *m_devices[device];
        const auto before = std::chrono::steady_clock::now();
        auto found = used.detector->detect(frame);
        const Time taken = std::chrono::steady_clock::now() - before;
        ++m_starts[device];
        if (!found) {
            m_absences[device].isGone = true;
            return lose(device, std::move(found).error(), used.detector->lossCause());
        }
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

    /// Unless something else keeps it away.
    void revive(DeviceIndex device)
    {
        const Absence& absence = m_absences[device];
        if (absence.isOfUse() && !absence.isOut && !absence.isUnplugged && !m_dispatcher.devices()[device].isAlive)
            m_dispatcher.returned(device, m_now);
    }

    void tell(RunEvent::Kind kind, std::string detail)
    {
        m_result.events.push_back({.at = m_now, .kind = kind, .detail = std::move(detail)});
        if (m_config.onEvent)
            m_config.onEvent(m_result.events.back());
    }

    void apply(const RunChange& change)
    {
        m_returns -= bringsDevice(change) ? 1 : 0;
        switch (change.kind) {
        case RunChange::Kind::Schedule:
            m_dispatcher.setSchedule(change.schedule, m_now);
            return tell(
                RunEvent::Kind::Schedule, std::string(kSchedules[static_cast<std::size_t>(change.schedule)]));
        case RunChange::Kind::Rate:
            setRate(change.rate);
            return tell(RunEvent::Kind::Rate, rateText(change.rate));
        case RunChange::Kind::Add:
            m_added.push_back(change.added);
            return add(*change.added);
        case RunChange::Kind::Unplug:
        case RunChange::Kind::PlugIn:
        case RunChange::Kind::Remove:
            if (change.device < m_devices.size() && m_absences[change.device].isOfUse())
                move(change.device, change.kind);
            return;
        }
    }

    void move(DeviceIndex device, RunChange::Kind kind)
    {
        Absence& absence = m_absences[device];
        if (kind == RunChange::Kind::Unplug && !absence.isUnplugged) {
            absence.isUnplugged = true;
            ++m_starts[device]; // its frame is not its own any more
            if (m_dispatcher.devices()[device].isAlive)
                m_dispatcher.lost(device, DropCause::DeviceLost, m_now);
            tell(RunEvent::Kind::DeviceUnplugged, m_devices[device]->name);
        } else if (kind == RunChange::Kind::PlugIn && absence.isUnplugged) {
            absence.isUnplugged = false;
            tell(RunEvent::Kind::DevicePluggedIn, m_devices[device]->name);
            revive(device);
        } else if (kind == RunChange::Kind::Remove && std::ranges::count_if(m_absences, &Absence::isOfUse) > 1) {
            absence.isRemoved = true;
            m_dispatcher.retire(device, m_now);
            tell(RunEvent::Kind::DeviceRemoved, m_devices[device]->name);
        }
    }

    void add(Device& device)
    {
        const DeviceIndex index = m_dispatcher.addDevice(device.startRate, m_now);
        device.name += "#" + std::to_string(index);
        m_devices.push_back(&device);
        m_starts.push_back(0);
        m_found.emplace_back();
        m_absences.emplace_back();
        m_figures.addDevice(device.name);
        scheduleOutages(index);
        tell(RunEvent::Kind::DeviceAdded, device.name);
    }

    void setRate(double rate)
    {
        m_pacer.setRate(rate, m_number, m_now);
        if (m_isFrameRead && !m_isFrameWaiting)
            awaitFrame();
    }

    /// The frame in hand comes when it is due, whatever was said before.
    void awaitFrame()
    {
        const Time at = m_pacer.isPaced() ? std::max(m_readyAt, m_pacer.due(m_number)) : m_readyAt;
        m_events.push({.at = at, .kind = Kind::FrameReady, .start = ++m_delays});
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
        m_readyAt = ready;
        awaitFrame();
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
    std::vector<Device*> m_devices;
    std::vector<std::shared_ptr<Device>> m_added; // which the run keeps
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
    std::vector<Absence> m_absences; // [devices]
    std::size_t m_returns = 0; // of devices, still to come

    FrameNumber m_number = 0; // of m_frame
    SourcedFrame m_frame;
    Time m_readyAt{0}; // when the source gave it
    std::uint64_t m_delays = 0; // of all frames' readiness; events of earlier ones count for nothing
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
