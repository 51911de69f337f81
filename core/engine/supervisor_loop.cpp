// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/supervisor_loop.h"

#include "core/store/layout.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <string>

namespace cobench::engine {

namespace {

constexpr std::chrono::milliseconds kFlushPeriod{100};
constexpr std::chrono::seconds kKeepLogOpen{10};

template <typename... Functions>
struct Overloaded : Functions... {
    using Functions::operator()...;
};
template <typename... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

std::string nameOf(RunId run)
{
    return "run " + std::to_string(run.value);
}

Result<void> checkConfigs(const std::vector<train::TrainConfig>& configs)
{
    std::vector<Error> problems;
    for (const train::TrainConfig& config : configs)
        std::ranges::move(train::findProblems(config), std::back_inserter(problems));
    if (problems.empty())
        return {};
    return train::together(problems);
}

} // namespace

Supervisor::Loop::Loop(SupervisorOptions options, EventFeed& feed, int wakeDescriptor)
    : m_options(std::move(options))
    , m_feed(feed)
    , m_wakeDescriptor(wakeDescriptor)
{
}

Supervisor::Loop::~Loop()
{
    for (const auto& active : m_active)
        active->interrupt();
    for (const QueuedRun& queued : m_queue)
        queued.log->setState(queued.run, RunState::Interrupted, "the engine was stopped");
}

void Supervisor::Loop::turn()
{
    waitAndHear();
    checkTimes();
    removeFinished();
    startRuns();
    flushLogs();
    closeUnusedLogs();
}

int Supervisor::Loop::timeoutMs() const
{
    const bool busy = !m_active.empty() || !m_queue.empty()
        || std::ranges::any_of(m_logs, [](const auto& entry) { return entry.second.log->hasPending(); });
    if (busy)
        return static_cast<int>(kFlushPeriod.count()) / 2;
    return m_logs.empty() ? -1 : 1000; // an open log is closed some time
}

void Supervisor::Loop::waitAndHear()
{
    std::vector<pollfd> descriptors{{m_wakeDescriptor, POLLIN, 0}};
    for (const auto& active : m_active) {
        // Unheard workers wait by themselves: their socket fills, then their queue.
        const short events = active->log().isBlocked() ? short{0} : short{POLLIN};
        const bool isHeard = !active->isFinishing();
        descriptors.push_back({isHeard ? active->worker().socket() : -1, events, 0});
        descriptors.push_back({isHeard ? active->worker().processHandle() : -1, POLLIN, 0});
    }
    const int ready = poll(descriptors.data(), descriptors.size(), timeoutMs());
    m_listened = Clock::now();
    if (ready <= 0)
        return;
    if (std::uint64_t count = 0; descriptors[0].revents != 0)
        (void)!read(m_wakeDescriptor, &count, sizeof(count));
    for (std::size_t i = 0; i < m_active.size(); ++i) {
        const bool hasSent = (descriptors[1 + 2 * i].revents & POLLIN) != 0;
        const bool hasEnded = descriptors[2 + 2 * i].revents != 0;
        if (hasSent || hasEnded)
            m_active[i]->hear(hasEnded);
    }
}

void Supervisor::Loop::checkTimes()
{
    for (const auto& active : m_active)
        if (!active->isOver())
            active->checkTime(m_options, m_listened);
}

void Supervisor::Loop::removeFinished()
{
    std::erase_if(m_active, [](const auto& active) { return active->isOver(); });
}

void Supervisor::Loop::flushLogs()
{
    const auto now = Clock::now();
    if (now - m_lastFlush < kFlushPeriod)
        return;
    m_lastFlush = now;
    for (const auto& [project, open] : m_logs)
        if (open.log->hasPending())
            if (auto flushed = open.log->flush(); !flushed)
                std::cerr << project.string() << ": " << describe(flushed.error()) << std::endl;
}

bool Supervisor::Loop::isInUse(const RunLog& log) const
{
    return log.hasPending()
        || std::ranges::any_of(m_active, [&](const auto& active) { return &active->log() == &log; })
        || std::ranges::any_of(m_queue, [&](const QueuedRun& queued) { return queued.log == &log; });
}

void Supervisor::Loop::closeUnusedLogs()
{
    const auto now = Clock::now();
    for (auto& [project, open] : m_logs)
        if (isInUse(*open.log))
            open.used = now;
    std::erase_if(m_logs, [&](const auto& entry) { return now - entry.second.used > kKeepLogOpen; });
}

void Supervisor::Loop::startRuns()
{
    unsigned busy = 0;
    for (const auto& active : m_active)
        busy += active->isPaused() ? 0 : active->threads();
    while (!m_queue.empty() && (busy == 0 || busy + m_queue.front().config.threads <= m_options.cores)) {
        QueuedRun next = std::move(m_queue.front());
        m_queue.pop_front();
        busy += next.config.threads;
        startRun(std::move(next));
    }
}

void Supervisor::Loop::startRun(QueuedRun queued)
{
    auto worker = WorkerProcess::spawn(m_options.worker, queued.config.threads);
    if (!worker)
        return queued.log->setState(queued.run, RunState::Failed, describe(worker.error()));
    m_active.push_back(
        std::make_unique<ActiveRun>(*queued.log, queued.run, std::move(queued.config), std::move(*worker)));
    m_active.back()->start(m_options.group);
}

Result<RunLog*> Supervisor::Loop::openLog(const std::filesystem::path& project)
{
    const auto key = projectKey(project);
    auto found = m_logs.find(key);
    if (found == m_logs.end()) {
        auto log = RunLog::open(key, m_feed);
        if (!log)
            return std::move(log).error();
        found = m_logs.emplace(key, OpenLog{std::move(*log), {}}).first;
    }
    found->second.used = Clock::now();
    return found->second.log.get();
}

Result<std::vector<RunId>> Supervisor::Loop::submit(
    const std::filesystem::path& project, const std::vector<train::TrainConfig>& configs, const std::string& batch)
{
    if (auto checked = checkConfigs(configs); !checked)
        return std::move(checked).error();
    const auto log = openLog(project);
    if (!log)
        return log.error();
    auto ids = (*log)->create(configs, batch);
    for (std::size_t i = 0; ids && i < ids->size(); ++i)
        m_queue.push_back({*log, (*ids)[i], configs[i]});
    return ids;
}

Result<void> Supervisor::Loop::cancel(const std::filesystem::path& project, RunId run)
{
    const auto key = projectKey(project);
    for (const auto& active : m_active)
        if (active->run() == run && active->log().project() == key)
            return active->cancel(), Result<void>();
    const auto queued = std::ranges::find_if(
        m_queue, [&](const QueuedRun& q) { return q.run == run && q.log->project() == key; });
    if (queued == m_queue.end())
        return {};
    queued->log->setState(run, RunState::Cancelled, {});
    m_queue.erase(queued);
    return {};
}

Result<void> Supervisor::Loop::resume(const std::filesystem::path& project, RunId run)
{
    const auto log = openLog(project);
    if (!log)
        return log.error();
    const auto infos = (*log)->runs();
    if (!infos)
        return infos.error();
    const auto found = std::ranges::find(*infos, run, &RunInfo::id);
    if (found == infos->end())
        return Error{ErrorCode::NotFound, project.string(), {}, "has no " + nameOf(run), {}};
    if (found->state == RunState::Finished || !isOver(found->state))
        return Error{
            ErrorCode::Conflict, nameOf(run), {}, "is " + std::string(id(found->state)), "one that was stopped"};
    if ((*log)->isForeign(run))
        return Error{ErrorCode::Conflict, nameOf(run), {}, "was not trained here", "a run of this program"};
    if (auto checked = checkConfigs({found->config}); !checked)
        return checked;
    m_queue.push_back({*log, run, found->config});
    (*log)->setState(run, RunState::Queued, {});
    return {};
}

ActiveRun* Supervisor::Loop::activeRun(const RunLog& log, RunId run) const
{
    const auto found = std::ranges::find_if(
        m_active, [&](const auto& active) { return active->run() == run && &active->log() == &log; });
    return found == m_active.end() ? nullptr : found->get();
}

bool Supervisor::Loop::isQueued(const RunLog& log, RunId run) const
{
    return std::ranges::any_of(m_queue, [&](const QueuedRun& q) { return q.run == run && q.log == &log; });
}

Result<void> Supervisor::Loop::pause(RunLog& log, RunId run, bool paused)
{
    ActiveRun* active = activeRun(log, run);
    if (!active)
        return Error{ErrorCode::Conflict, nameOf(run), {}, "does not train now", {}};
    active->setPaused(paused);
    return {};
}

Result<void> Supervisor::Loop::erase(RunLog& log, RunId run)
{
    if (activeRun(log, run) || isQueued(log, run))
        return Error{ErrorCode::Conflict, nameOf(run), {}, "has not ended", "cancel it first"};
    if (auto erased = log.erase(run); !erased)
        return erased;
    std::error_code ignored; // what stays is of no run and harms nobody
    std::filesystem::remove_all(checkpointFolder(log.project(), run), ignored);
    return {};
}

Result<void> Supervisor::Loop::end(RunLog& log, RunId run, const EndRun& ended)
{
    const auto state = runStateFromId(ended.state);
    if (!state || !isOver(*state))
        return Error{ErrorCode::Usage, nameOf(run), {}, "cannot end as " + ended.state, {}};
    if (!log.has(run))
        return Error{ErrorCode::NotFound, log.project().string(), {}, "has no " + nameOf(run), {}};
    log.setState(run, *state, ended.message);
    return {};
}

Result<RunId> Supervisor::Loop::add(RunLog& log, const AddRuns& added)
{
    for (const store::WholeRun& run : added.runs)
        if (const auto state = runStateFromId(run.row.state); !state || !isOver(*state))
            return Error{ErrorCode::Usage, run.row.name, {}, "cannot be added as " + run.row.state, {}};
    return log.addForeign(added.runs);
}

Result<RunId> Supervisor::Loop::edit(const std::filesystem::path& project, RunId run, const RunEdit& edit)
{
    const auto opened = openLog(project);
    if (!opened)
        return opened.error();
    RunLog& log = **opened;
    if (const auto* create = std::get_if<CreateRun>(&edit))
        return log.createForeign(create->row);
    if (const auto* added = std::get_if<AddRuns>(&edit))
        return add(log, *added);
    const auto done
        = std::visit(Overloaded{[&](const PauseRun& pausing) { return pause(log, run, pausing.isPaused); },
                         [&](const SetRunText& text) { return log.setText(run, text.key, text.value); },
                         [&](const DeleteRun&) { return erase(log, run); },
                         [&](const AppendToRun& more) { return log.append(run, more); },
                         [&](const EndRun& ended) { return end(log, run, ended); },
                         [](const CreateRun&) { return Result<void>(); },
                         [](const AddRuns&) { return Result<void>(); }},
            edit);
    return done ? Result(run) : Result<RunId>(done.error());
}

Result<void> Supervisor::Loop::adopt(const std::filesystem::path& project)
{
    std::error_code ignored;
    if (!std::filesystem::exists(store::layoutOf(project).runsDatabase, ignored))
        return {};
    if (auto log = openLog(project); !log)
        return std::move(log).error();
    return {};
}

Result<std::vector<RunInfo>> Supervisor::Loop::runs(const std::filesystem::path& project)
{
    if (auto adopted = adopt(project); !adopted)
        return std::move(adopted).error();
    const auto found = m_logs.find(projectKey(project));
    return found == m_logs.end() ? Result(std::vector<RunInfo>()) : found->second.log->runs();
}

} // namespace cobench::engine
