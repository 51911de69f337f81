// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/file_descriptor.h"
#include "core/engine/event.h"
#include "core/engine/event_feed.h"
#include "core/engine/run_edit.h"
#include "core/train/group_place.h"

#include <atomic>
#include <chrono>
#include <deque>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace cobench::engine {

struct SupervisorOptions {
    std::filesystem::path worker; // program to start for each run
    std::optional<train::GroupPlace> group; // that every run trains in, as its leader
    unsigned cores = 0; // 0 = all of the machine; runs share them by their thread counts
    std::chrono::milliseconds silence{3000}; // a worker not heard for so long is dead
    std::chrono::milliseconds patience{30000}; // before its first word: it loads its libraries
    std::chrono::milliseconds starved{120000}; // instead of both while it only waits for a processor
    std::chrono::milliseconds cancelGrace{5000}; // then a cancelled worker is killed
};

/// Runs of all projects: queues them, gives each a worker process, hears the workers, keeps what they report. One
/// thread of its own does all of it; the functions ask that thread and wait. Thread-safe. The destructor ends all
/// workers; their runs become interrupted.
class Supervisor
{
public:
    Supervisor(SupervisorOptions options, EventFeed& feed);
    ~Supervisor();
    Supervisor(const Supervisor&) = delete;
    Supervisor& operator=(const Supervisor&) = delete;

    /// All or none: Usage with every problem of every configuration when one cannot be run.
    Result<std::vector<RunId>> submit(const std::filesystem::path& project,
        const std::vector<train::TrainConfig>& configs,
        const std::string& batch);
    /// Of a run that is over: nothing happens.
    Result<void> cancel(const std::filesystem::path& project, RunId run);
    /// As Client::resume.
    Result<void> resume(const std::filesystem::path& project, RunId run);
    /// As Client::edit.
    Result<RunId> edit(const std::filesystem::path& project, RunId run, const RunEdit& edit);
    /// None for a project without runs; does not make its store.
    Result<std::vector<RunInfo>> runs(const std::filesystem::path& project);
    /// Makes the engine the owner of the project's runs when it has any, so that none is left "running" by a dead
    /// engine.
    Result<void> adopt(const std::filesystem::path& project);
    /// Queued and running.
    unsigned activeRuns() const { return m_activeRuns.load(); }

private:
    class Loop;
    template <typename T>
    Result<T> ask(std::function<Result<T>(Loop&)> question);
    void wake() const;

    const FileDescriptor m_wake;
    std::atomic<unsigned> m_activeRuns = 0;
    std::mutex m_mutex; // guards the two below
    std::deque<std::function<void(Loop&)>> m_questions;
    bool m_stopping = false;
    std::unique_ptr<Loop> m_loop; // only the thread uses it
    std::thread m_thread;
};

/// A path under which every spelling of one project's path is found.
std::filesystem::path projectKey(const std::filesystem::path& project);

} // namespace cobench::engine
