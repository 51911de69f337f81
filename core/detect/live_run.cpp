// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/run_parts.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace cobench::detect {

namespace {

using Clock = std::chrono::steady_clock;
using Lock = std::unique_lock<std::mutex>;

constexpr std::chrono::milliseconds kCancelPeriod{20};
constexpr std::size_t kMaxRestarts = 3; // within kRestartWindow; then the device stays away
constexpr std::chrono::seconds kRestartWindow{60};

/// One mutex guards the dispatcher and everything that is said under it; detectors and source work outside.
class LiveRun
{
public:
    LiveRun(FrameSource& source,
        std::vector<Device>& devices,
        const PipelineConfig& config,
        const OutcomeSink& sink,
        Progress& progress)
        : m_source(source)
        , m_config(config)
        , m_sink(sink)
        , m_progress(progress)
        , m_dispatcher(config.dispatch, startRates(devices))
        , m_figures(deviceNames(devices))
        , m_begin(Clock::now())
        , m_isPaused(config.control && config.control->isPaused())
        , m_mayReturn(devices.size())
    {
        for (DeviceIndex index = 0; index < devices.size(); ++index)
            m_places.push_back(std::make_unique<Place>(index, devices[index]));
    }

    Result<PipelineResult> run(const CancelToken& cancel)
    {
        Result<void> ended;
        {
            std::vector<std::jthread> threads; // joined before anything they use goes
            threads.emplace_back([this] { readFrames(); });
            for (const auto& place : m_places)
                threads.emplace_back([this, &place = *place] { serve(place); });
            ended = deliverAll(cancel);
            stop();
        }
        if (!ended)
            return std::move(ended).error();
        m_result.figures = m_figures.figures();
        return std::move(m_result);
    }

private:
    struct Place {
        Place(DeviceIndex number, Device& what)
            : index(number)
            , device(what)
        {
        }
        DeviceIndex index;
        Device& device;
        std::condition_variable changed;
        std::optional<Frame> frame; // to start with
        std::size_t nextOutage = 0;
        std::vector<Clock::time_point> restarts;
    };

    Time now() const { return m_stoodAt.value_or(Clock::now() - m_begin); }

    /// Hands on what the dispatcher decided. Under the lock.
    void pump()
    {
        for (Dispatcher::Start& start : m_dispatcher.takeStarts()) {
            m_places[start.device]->frame = std::move(start.frame);
            m_places[start.device]->changed.notify_one();
        }
        if (m_mayReturn == 0 && !m_dispatcher.isAnyAlive() && !m_dispatcher.isAbandoned()) {
            m_result.isAbandoned = true;
            m_dispatcher.abandon(now());
            m_source.interrupt();
        }
        m_result.longestQueue = std::max(m_result.longestQueue, m_dispatcher.waiting());
        auto outcomes = m_dispatcher.takeOutcomes();
        const bool wasEmpty = m_outcomes.empty();
        std::ranges::move(outcomes, std::back_inserter(m_outcomes));
        if (wasEmpty && (!m_outcomes.empty() || m_dispatcher.isFinished()))
            m_outcome.notify_one();
        if (m_isSourceWaiting && m_dispatcher.hasRoom())
            m_room.notify_one();
    }

    // The source's thread.

    void readFrames()
    {
        for (FrameNumber number = 0; m_config.maxFrames == 0 || number < m_config.maxFrames; ++number) {
            auto read = m_source.next();
            Lock lock(m_mutex);
            if (!read && !m_isStopped && !m_dispatcher.isAbandoned())
                m_sourceError = read.error();
            if (!read || !*read || m_isStopped || !handOver(lock, number, **read))
                break;
        }
        const Lock lock(m_mutex);
        m_dispatcher.sourceEnded();
        m_outcome.notify_one();
    }

    /// False when the run is over.
    bool handOver(Lock& lock, FrameNumber number, SourcedFrame& frame)
    {
        const Time ready = now();
        if (m_config.rate > 0.0)
            m_room.wait_until(lock, m_begin + dueTime(number), [&] { return m_isStopped; });
        awaitTurn(lock, number);
        m_isSourceWaiting = true;
        m_room.wait(lock, [&] { return m_isStopped || m_dispatcher.hasRoom(); });
        m_isSourceWaiting = false;
        if (m_isStopped)
            return false;
        const Time captured = now();
        const bool isLate
            = m_config.rate > 0.0 && m_config.dispatch.drop != DropPolicy::None && ready >= dueTime(number + 1);
        const auto unusable = isLate && !frame.broken ? std::optional(DropCause::SourceLate) : frame.broken;
        Frame taken{.number = number, .captured = captured, .picture = std::move(frame.picture)};
        if (unusable)
            m_dispatcher.skip(taken, *unusable, captured);
        else
            m_dispatcher.offer(std::move(taken), captured);
        pump();
        return !m_dispatcher.isAbandoned();
    }

    Time dueTime(FrameNumber number) const
    {
        return m_delay + fromSeconds(static_cast<double>(number) / m_config.rate);
    }

    /// Waits while the run is paused, unless a step lets this frame through. The frames after it keep their
    /// distance.
    void awaitTurn(Lock& lock, FrameNumber number)
    {
        if (!m_isPaused)
            return;
        m_room.wait(lock, [&] { return m_isStopped || !m_isPaused || m_stepsTaken < m_stepsGiven; });
        if (m_isPaused && m_stepsTaken < m_stepsGiven)
            ++m_stepsTaken;
        goOn();
        if (m_config.rate > 0.0)
            m_delay += std::max(Time(0), now() - dueTime(number));
    }

    // A device's thread.

    void serve(Place& place)
    {
        Lock lock(m_mutex);
        while (!m_isStopped) {
            const auto outage = nextOutage(place);
            const auto isCalled = [&] { return m_isStopped || place.frame; };
            if (outage)
                waitUntil(lock, place, outage->from, isCalled);
            else
                place.changed.wait(lock, isCalled);
            if (m_isStopped)
                break;
            if (outage && now() >= outage->from) {
                if (!sitOut(lock, place, *outage))
                    break;
            } else if (place.frame && !work(lock, place)) {
                break;
            }
        }
    }

    static std::optional<Emulation::Outage> nextOutage(const Place& place)
    {
        const auto& emulation = place.device.emulation;
        if (!emulation || place.nextOutage == emulation->outages.size())
            return std::nullopt;
        return emulation->outages[place.nextOutage];
    }

    /// Until then on the run's own clock, which may stand still, or until it is called.
    template <typename IsCalled>
    void waitUntil(Lock& lock, Place& place, Time at, const IsCalled& isCalled)
    {
        while (!isCalled() && now() < at) {
            if (m_stoodAt)
                place.changed.wait(lock, [&] { return isCalled() || !m_stoodAt; });
            else
                place.changed.wait_until(lock, m_begin + at, isCalled);
        }
    }

    /// One frame. False when the device will not be used again.
    bool work(Lock& lock, Place& place)
    {
        const Frame frame = *std::exchange(place.frame, std::nullopt);
        const Time started = now();
        lock.unlock();
        auto found = place.device.detector->detect(frame);
        lock.lock();
        if (!found)
            return m_isStopped || recover(lock, place, std::move(found).error());
        if (place.device.emulation) {
            const Time end
                = started + serviceTime(*place.device.emulation, m_config.seed, place.index, frame.number);
            const auto outage = nextOutage(place);
            waitUntil(lock, place, outage ? std::min(end, outage->from) : end, [&] { return m_isStopped; });
            if (outage && outage->from < end)
                return true; // serve() sees to it; the frame is requeued
        }
        if (!m_isStopped) {
            m_dispatcher.completed(place.index, std::move(*found), now());
            pump();
        }
        return true;
    }

    void lose(Place& place, Error reason, DropCause cause = DropCause::DeviceLost)
    {
        place.frame.reset();
        m_result.losses.push_back({.device = place.index, .at = now(), .reason = std::move(reason)});
        m_dispatcher.lost(place.index, cause, now());
    }

    void takeBack(Place& place)
    {
        m_dispatcher.returned(place.index, now());
        pump();
    }

    bool giveUp()
    {
        --m_mayReturn;
        pump();
        return false;
    }

    bool sitOut(Lock& lock, Place& place, const Emulation::Outage& outage)
    {
        ++place.nextOutage;
        lose(place,
            {.code = ErrorCode::Disconnected, .subject = place.device.name, .detail = "its emulated failure"});
        if (!outage.until)
            return giveUp();
        pump();
        waitUntil(lock, place, *outage.until, [&] { return m_isStopped; });
        if (!m_isStopped)
            takeBack(place);
        return true;
    }

    /// Starts a detector that failed once more, unless it failed too often.
    bool recover(Lock& lock, Place& place, Error reason)
    {
        const DropCause cause = place.device.detector->lossCause();
        lose(place, std::move(reason), cause);
        std::erase_if(place.restarts, [](Clock::time_point at) { return Clock::now() - at > kRestartWindow; });
        if (place.restarts.size() == kMaxRestarts)
            return giveUp();
        if (cause != DropCause::Network) // restart() waits until the link is back
            place.restarts.push_back(Clock::now());
        pump();
        lock.unlock();
        const auto restarted = place.device.detector->restart();
        lock.lock();
        if (!restarted)
            return giveUp();
        if (!m_isStopped)
            takeBack(place);
        return true;
    }

    // The caller's thread.

    Result<void> deliverAll(const CancelToken& cancel)
    {
        Lock lock(m_mutex);
        for (;;) {
            m_outcome.wait_for(
                lock, kCancelPeriod, [&] { return !m_outcomes.empty() || m_dispatcher.isFinished(); });
            if (cancel.isCancelled())
                return cancelled();
            followControl();
            const bool isLast = m_dispatcher.isFinished();
            const auto outcomes = std::exchange(m_outcomes, {});
            lock.unlock();
            if (auto delivered = deliver(outcomes, m_figures, m_progress, m_sink); !delivered)
                return delivered;
            lock.lock();
            if (isLast)
                return m_sourceError ? Result<void>(*m_sourceError) : Result<void>();
        }
    }

    void followControl()
    {
        if (!m_config.control)
            return;
        m_isPaused = m_config.control->isPaused();
        m_stepsGiven = m_config.control->steps();
        if (!m_isPaused) {
            m_stepsTaken = m_stepsGiven;
            goOn();
        } else if (!m_stoodAt && m_stepsTaken == m_stepsGiven && m_dispatcher.isIdle()) {
            m_stoodAt = now();
        }
        m_room.notify_one();
    }

    /// Time goes on from where it stood.
    void goOn()
    {
        if (!m_stoodAt)
            return;
        m_begin = Clock::now() - *std::exchange(m_stoodAt, std::nullopt);
        for (const auto& place : m_places)
            place->changed.notify_all();
    }

    void stop()
    {
        {
            const Lock lock(m_mutex);
            m_isStopped = true;
            m_room.notify_all();
            for (const auto& place : m_places)
                place->changed.notify_all();
        }
        m_source.interrupt();
        for (const auto& place : m_places)
            place->device.detector->interrupt();
    }

    FrameSource& m_source;
    const PipelineConfig& m_config;
    const OutcomeSink& m_sink;
    Progress& m_progress;

    std::mutex m_mutex; // guards all that follows, but m_figures
    Dispatcher m_dispatcher;
    FigureCollector m_figures; // the caller's thread only
    Clock::time_point m_begin;
    std::optional<Time> m_stoodAt; // the run is paused and every frame is out: its time stands still
    Time m_delay{0}; // by which pauses have shifted the source's schedule
    bool m_isPaused;
    std::uint64_t m_stepsGiven = 0;
    std::uint64_t m_stepsTaken = 0;
    std::vector<std::unique_ptr<Place>> m_places;
    std::size_t m_mayReturn; // devices that are alive or may be again
    std::condition_variable m_room; // the source waits for room or for its time
    std::condition_variable m_outcome; // the caller waits
    std::vector<Outcome> m_outcomes;
    PipelineResult m_result;
    std::optional<Error> m_sourceError;
    bool m_isSourceWaiting = false;
    bool m_isStopped = false;
};

} // namespace

Result<PipelineResult> runLive(FrameSource& source,
    std::vector<Device>& devices,
    const PipelineConfig& config,
    const OutcomeSink& sink,
    Progress& progress,
    const CancelToken& cancel)
{
    if (auto checked = check(config, devices.size()); !checked)
        return std::move(checked).error();
    return LiveRun(source, devices, config, sink, progress).run(cancel);
}

} // namespace cobench::detect
