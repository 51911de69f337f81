// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/traced_run.h"

#include "core/runs/store_runs.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace cobench::cli {

namespace {

constexpr std::chrono::seconds kPulse{3}; // the engine lets go of runs that nobody speaks of for 10

/// Without waiting for others: the command is to start.
Result<RunOwner> ownAtOnce(const std::filesystem::path& project)
{
    if (auto made = makeProject(project); !made)
        return std::move(made).error();
    if (auto asked = askEngine(project); asked && asked->client->runs(project))
        return asked;
    auto opened = store::RunStore::open(project, store::RunStore::Role::Writer);
    if (!opened)
        return std::move(opened).error();
    return RunOwner{.client = nullptr, .writer = std::move(*opened)};
}

} // namespace

TracedRun::TracedRun(std::filesystem::path project, const runs::ForeignRun& run)
    : m_project(std::move(project))
{
    auto owner = ownAtOnce(m_project);
    if (!owner)
        return;
    m_owner = std::move(*owner);
    if (const auto begun = runs::beginRun(*m_owner.writer, run))
        m_run = *begun;
    if (m_run && m_owner.client)
        m_pulse = std::jthread([this](const std::stop_token& stop) { keepTelling(stop); });
}

void TracedRun::keepTelling(const std::stop_token& stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    for (;;) {
        wake.wait_for(lock, stop, kPulse, [] { return false; });
        if (stop.stop_requested() || !m_owner.client->edit(m_project, *m_run, engine::AppendToRun()))
            return;
    }
}

Result<RunId> TracedRun::finish(const runs::ForeignRun& run, Progress& progress, const CancelToken& cancel)
{
    m_pulse = {};
    if (m_run) {
        auto finished = runs::finishRun(*m_owner.writer, *m_run, run, progress, cancel);
        if (finished)
            return *m_run;
        if (finished.error().code != ErrorCode::Disconnected)
            return std::move(finished).error();
    }
    m_owner = {}; // before the store is asked for: we may be who holds it
    auto owner = ownRuns(m_project, cancel);
    if (!owner)
        return std::move(owner).error();
    m_owner = std::move(*owner);
    drop();
    const auto ids = runs::storeRuns(*m_owner.writer, {run}, progress, cancel);
    return ids ? Result(ids->front()) : ids.error();
}

void TracedRun::drop()
{
    m_pulse = {};
    if (m_run)
        (void)m_owner.writer->deleteRun(*m_run).ok(); // what stays of it is listed as interrupted
    m_run.reset();
}

} // namespace cobench::cli
