// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/live_changes.h"
#include "core/detect/live_source.h"
#include "core/detect/run_parts.h"

#include <thread>
#include <utility>

namespace cobench::detect {

namespace {

using Lock = LiveShared::Lock;

constexpr std::chrono::milliseconds kCancelPeriod{20};

class LiveRun
{
public:
    LiveRun(FrameSource& source,
        std::vector<Device>& devices,
        const PipelineConfig& config,
        const OutcomeSink& sink,
        Progress& progress)
        : m_run(source, config, devices)
        , m_sink(sink)
        , m_progress(progress)
        , m_figures(deviceNames(devices))
        , m_source(m_run)
        , m_changes(m_run, devices, m_figures)
    {
    }

    Result<PipelineResult> run(const CancelToken& cancel)
    {
        Result<void> ended;
        {
            const std::jthread reader([this] { m_source.read(); });
            m_changes.start();
            ended = deliverAll(cancel);
            stop();
            m_changes.join();
        }
        if (!ended)
            return std::move(ended).error();
        m_run.result.figures = m_figures.figures();
        return std::move(m_run.result);
    }

private:
    Result<void> deliverAll(const CancelToken& cancel)
    {
        Lock lock(m_run.mutex);
        for (;;) {
            m_run.news.wait_for(lock, kCancelPeriod, [&] {
                return !m_run.outcomes.empty() || !m_run.events.empty() || m_run.dispatcher.isFinished();
            });
            if (cancel.isCancelled() && !m_run.config.stopEndsSource)
                return cancelled();
            followControl();
            m_changes.apply();
            if (cancel.isCancelled())
                letGoOfDevices();
            if (cancel.isCancelled() || isTimeOver())
                endSource();
            const bool isLast = m_run.dispatcher.isFinished();
            const auto events = std::exchange(m_run.events, {});
            const auto outcomes = std::exchange(m_run.outcomes, {});
            lock.unlock();
            tell(events);
            if (auto delivered = deliver(outcomes, m_figures, m_progress, m_sink); !delivered)
                return delivered;
            lock.lock();
            if (isLast)
                return m_run.sourceError ? Result<void>(*m_run.sourceError) : Result<void>();
        }
    }

    void tell(const std::vector<RunEvent>& events)
    {
        for (const RunEvent& event : events) {
            m_run.result.events.push_back(event);
            if (m_run.config.onEvent)
                m_run.config.onEvent(event);
        }
    }

    bool isTimeOver() const { return m_run.config.maxTime > Time(0) && m_run.now() >= m_run.config.maxTime; }

    /// Those that are away: frames that wait for them are dropped.
    void letGoOfDevices()
    {
        if (!std::exchange(m_run.isStopWanted, true))
            m_run.pump();
    }

    /// What came so far is finished.
    void endSource()
    {
        if (std::exchange(m_run.isSourceEnded, true))
            return;
        m_run.source.interrupt();
        m_run.room.notify_all();
    }

    void followControl()
    {
        if (!m_run.config.control)
            return;
        m_run.isPaused = m_run.config.control->isPaused();
        m_run.stepsGiven = m_run.config.control->steps();
        if (!m_run.isPaused) {
            m_run.stepsTaken = m_run.stepsGiven;
            m_run.isStepUnderWay = false;
            m_run.goOn();
        } else if (!m_run.clock.isStanding() && hasNothingToDo()) {
            m_run.clock.stand();
        }
        m_run.room.notify_one();
    }

    /// While it is paused.
    bool hasNothingToDo() const
    {
        return m_run.stepsTaken == m_run.stepsGiven && !m_run.isStepUnderWay && m_run.dispatcher.isIdle();
    }

    void stop()
    {
        {
            const Lock lock(m_run.mutex);
            m_run.isStopped = true;
            m_run.room.notify_all();
            for (const auto& slot : m_run.slots)
                slot->changed.notify_all();
        }
        m_run.source.interrupt();
        m_changes.interruptDetectors();
    }

    LiveShared m_run;
    const OutcomeSink& m_sink;
    Progress& m_progress;
    FigureCollector m_figures; // the caller's thread only
    LiveSource m_source;
    LiveChanges m_changes;
};

} // namespace

Result<PipelineResult> runLive(FrameSource& source,
    std::vector<Device>& devices,
    const PipelineConfig& config,
    const OutcomeSink& sink,
    Progress& progress,
    const CancelToken& cancel)
{
    if (auto checked = check(config, devices.size(), source.isLive()); !checked)
        return std::move(checked).error();
    return LiveRun(source, devices, config, sink, progress).run(cancel);
}

} // namespace cobench::detect
