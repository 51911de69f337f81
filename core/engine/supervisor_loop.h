// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/active_run.h"
#include "core/engine/supervisor.h"

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <vector>

namespace cobench::engine {

/// The supervisor's thread: everything here happens on it, so nothing here is locked.
class Supervisor::Loop
{
public:
    Loop(SupervisorOptions options, EventFeed& feed, int wakeDescriptor);
    ~Loop();

    /// One turn: waits for workers, for wakeDescriptor or the next deadline, and deals with what there is.
    void turn();

    Result<std::vector<RunId>> submit(const std::filesystem::path& project,
        const std::vector<train::TrainConfig>& configs,
        const std::string& batch);
    Result<void> cancel(const std::filesystem::path& project, RunId run);
    Result<void> resume(const std::filesystem::path& project, RunId run);
    Result<RunId> edit(const std::filesystem::path& project, RunId run, const RunEdit& edit);
    Result<std::vector<RunInfo>> runs(const std::filesystem::path& project);
    Result<void> adopt(const std::filesystem::path& project);
    unsigned runCount() const { return static_cast<unsigned>(m_active.size() + m_queue.size()); }

private:
    using Clock = std::chrono::steady_clock;

    struct OpenLog {
        std::unique_ptr<RunLog> log;
        Clock::time_point used;
    };
    struct QueuedRun {
        RunLog* log;
        RunId run;
        train::TrainConfig config;
    };

    Result<RunLog*> openLog(const std::filesystem::path& project);
    Result<void> pause(RunLog& log, RunId run, bool paused);
    Result<void> erase(RunLog& log, RunId run);
    static Result<void> end(RunLog& log, RunId run, const EndRun& ended);
    static Result<RunId> add(RunLog& log, const AddRuns& added);
    ActiveRun* activeRun(const RunLog& log, RunId run) const;
    bool isQueued(const RunLog& log, RunId run) const;
    void waitAndHear();
    void checkTimes();
    void flushLogs();
    void startRuns();
    void startRun(QueuedRun queued);
    void removeFinished();
    void closeUnusedLogs();
    bool isInUse(const RunLog& log) const;
    int timeoutMs() const;

    SupervisorOptions m_options;
    EventFeed& m_feed;
    const int m_wakeDescriptor;
    std::map<std::filesystem::path, OpenLog> m_logs;
    std::deque<QueuedRun> m_queue;
    std::vector<std::unique_ptr<ActiveRun>> m_active;
    Clock::time_point m_lastFlush;
    Clock::time_point m_listened; // to all workers
};

} // namespace cobench::engine
