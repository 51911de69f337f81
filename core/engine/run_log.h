// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/event.h"
#include "core/engine/event_feed.h"
#include "core/engine/run_edit.h"
#include "core/engine/worker_messages.h"
#include "core/store/runs.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace cobench::engine {

/// The scalar that every start of a run leaves.
inline constexpr const char* kStartTag = "run/parameters";

/// What the engine knows of one project's runs: the only writer of its run store. Reports gather here and go to
/// disk in one transaction per run and flush(); only then are they published. One thread.
class RunLog
{
public:
    /// Takes the store's lock. Runs that an engine left behind become interrupted.
    static Result<std::unique_ptr<RunLog>> open(const std::filesystem::path& project, EventFeed& feed);

    const std::filesystem::path& project() const { return m_project; }

    /// All or none, on disk when it returns, and queued.
    Result<std::vector<RunId>> create(const std::vector<train::TrainConfig>& configs, const std::string& batch);
    bool has(RunId run) const { return m_store->texts(run).ok(); }
    /// It was imported, or is a traced command.
    bool isForeign(RunId run) const;
    /// Nothing can be stored of it any more, which keeps nobody else waiting.
    bool isDamaged(RunId run) const { return m_damaged.contains(run); }
    Result<std::vector<RunInfo>> runs() const { return readRuns(*m_store); }

    void scalar(RunId run, const TimedScalar& scalar, std::uint32_t attempt);
    /// 1 for a run that has not been started yet.
    std::uint32_t nextAttempt(RunId run) const;
    /// The same lanes each time, until the run is started anew.
    void samples(RunId run, const data::Trace& trace);
    void progress(RunId run, const std::string& stage, std::uint64_t done, std::uint64_t total);
    void line(RunId run, const std::string& text);
    /// Also flushes. What cannot be written now (a full disk) stays and is tried again.
    void setState(RunId run, RunState state, const std::string& message);
    void setWorker(RunId run, std::int64_t pid);
    /// Each tells of itself with an event, and is on disk when it returns.
    Result<void> setText(RunId run, const std::string& key, const std::string& value);
    Result<void> erase(RunId run);
    Result<RunId> createForeign(store::RunRow row);
    /// One event for all of them: whoever hears it asks for the runs. The first one.
    Result<RunId> addForeign(const std::vector<store::WholeRun>& runs);
    Result<void> append(RunId run, const AppendToRun& more);
    Result<void> savePredictions(RunId run, const data::Pool& single);

    /// Writes what has gathered. The first error is returned; what it concerns is kept, but for runs that are
    /// damaged.
    Result<void> flush();
    /// Tells, beside the events, what keeps the disk from taking them; ok = nothing.
    void tellTrouble(const Result<void>& written);
    bool hasPending() const { return !m_pending.empty(); }
    /// So much could not be written that workers should not be heard until it is.
    bool isBlocked() const { return m_pendingEvents > kMaxPendingEvents; }

    static Result<std::vector<RunInfo>> readRuns(const store::RunStore& store);

private:
    static constexpr std::size_t kMaxPendingEvents = 20000;

    struct Pending {
        std::vector<store::ScalarRow> scalars;
        std::vector<store::EventRow> events;
        data::Trace trace;
        std::size_t count() const { return events.size() + trace.times.size(); }
        std::optional<std::pair<RunState, std::string>> state;
    };

    RunLog(std::filesystem::path project, std::unique_ptr<store::RunStore> store, EventFeed& feed)
        : m_project(std::move(project))
        , m_store(std::move(store))
        , m_feed(feed)
    {
    }
    void add(const Event& event);
    Result<void> tellChanged(RunId run, const char* change);
    Result<void> write(RunId run, Pending& pending);
    Result<void> markInterrupted();

    std::filesystem::path m_project;
    std::unique_ptr<store::RunStore> m_store;
    EventFeed& m_feed;
    std::map<RunId, Pending> m_pending;
    std::size_t m_pendingEvents = 0;
    std::map<RunId, Error> m_damaged;
};

} // namespace cobench::engine
