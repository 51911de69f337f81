// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/run_log.h"

#include "core/engine/run_history.h"

namespace cobench::engine {

namespace {

/// Of a run that was not trained here: imported, or a traced command.
train::TrainConfig unknownConfig(const std::string& name)
{
    train::TrainConfig config{.name = name};
    config.dataset.clear();
    config.model.clear();
    config.optimizer.clear();
    config.learningRate.clear();
    config.epochs = 0;
    return config;
}

} // namespace

Result<std::unique_ptr<RunLog>> RunLog::open(const std::filesystem::path& project, EventFeed& feed)
{
    auto store = store::RunStore::open(project, store::RunStore::Role::Writer);
    if (!store)
        return std::move(store).error();
    std::unique_ptr<RunLog> log(new RunLog(project, std::move(*store), feed));
    if (auto marked = log->markInterrupted(); !marked)
        return std::move(marked).error();
    (void)pruneHistory(
        *log->m_store, wallSeconds()); // a full disk has no room for that; the next opening tries again
    const auto last = log->m_store->lastEvent();
    if (!last)
        return last.error();
    feed.publish(project, *last);
    return log;
}

Result<void> RunLog::markInterrupted()
{
    const auto runs = m_store->markInterrupted();
    if (!runs)
        return runs.error();
    for (const RunId run : *runs)
        add({.time = wallSeconds(),
            .kind = Event::Kind::RunState,
            .run = run,
            .state = RunState::Interrupted,
            .text = "the engine ended while it ran"});
    return flush();
}

Result<std::vector<RunId>> RunLog::create(const std::vector<train::TrainConfig>& configs, const std::string& batch)
{
    const double now = wallSeconds();
    std::vector<store::WholeRun> runs;
    runs.reserve(configs.size());
    for (const train::TrainConfig& config : configs)
        runs.push_back({.row = {.batch = batch,
                            .name = config.name,
                            .configJson = train::toJson(config),
                            .state = std::string(id(RunState::Queued)),
                            .createdAt = now}});
    auto ids = m_store->addRuns(runs);
    if (!ids)
        return ids;
    for (const RunId run : *ids)
        add({.time = now, .kind = Event::Kind::RunState, .run = run, .state = RunState::Queued});
    (void)flush(); // they are queued; what is told of them is tried again
    return ids;
}

bool RunLog::isForeign(RunId run) const
{
    const auto texts = m_store->texts(run);
    return texts && texts->contains("source");
}

Result<std::vector<RunInfo>> RunLog::readRuns(const store::RunStore& store)
{
    const auto rows = store.runs();
    if (!rows)
        return rows.error();
    std::vector<RunInfo> runs;
    for (const store::RunRow& row : *rows) {
        auto config = train::configFromJson(row.configJson);
        RunInfo info{.id = row.id,
            .config = config ? std::move(*config) : unknownConfig(row.name),
            .state = runStateFromId(row.state).value_or(RunState::Failed),
            .message = row.message,
            .batch = row.batch};
        runs.push_back(std::move(info));
    }
    return runs;
}

void RunLog::add(const Event& event)
{
    m_pending[event.run].events.push_back({.payload = encodeEvent(event)});
    ++m_pendingEvents;
}

std::uint32_t RunLog::nextAttempt(RunId run) const
{
    const auto starts = m_store->scalars(run, kStartTag); // one for each
    return starts ? static_cast<std::uint32_t>(starts->size()) + 1 : 1;
}

void RunLog::scalar(RunId run, const TimedScalar& timed, std::uint32_t attempt)
{
    const auto& [tag, step, value] = timed.scalar;
    add({.time = timed.time, .kind = Event::Kind::Scalar, .run = run, .text = tag, .step = step, .value = value});
    m_pending[run].scalars.push_back(
        {.tag = tag, .step = step, .time = timed.time, .value = value, .attempt = attempt});
}

void RunLog::samples(RunId run, const data::Trace& trace)
{
    if (const data::Trace& gathered = m_pending[run].trace;
        !gathered.times.empty() && gathered.lanes != trace.lanes) {
        (void)flush(); // of an earlier start; what cannot be written now is lost
        m_pendingEvents -= m_pending[run].trace.times.size();
        m_pending[run].trace = {};
    }
    data::Trace& target = m_pending[run].trace;
    target.lanes = trace.lanes;
    for (std::size_t sample = 0; sample < trace.times.size(); ++sample)
        target.add(trace.times[sample], trace.sample(sample));
    m_pendingEvents += trace.times.size();
}

void RunLog::progress(RunId run, const std::string& stage, std::uint64_t done, std::uint64_t total)
{
    add({.time = wallSeconds(),
        .kind = Event::Kind::Progress,
        .run = run,
        .text = stage,
        .step = done,
        .total = total});
}

void RunLog::line(RunId run, const std::string& text)
{
    add({.time = wallSeconds(), .kind = Event::Kind::Log, .run = run, .text = text});
}

void RunLog::setState(RunId run, RunState state, const std::string& message)
{
    m_pending[run].state = {state, message};
    add({.time = wallSeconds(), .kind = Event::Kind::RunState, .run = run, .state = state, .text = message});
    (void)flush(); // tried again with the next one
}

void RunLog::setWorker(RunId run, std::int64_t pid)
{
    (void)m_store->setWorker(run, pid, wallSeconds()); // the next second brings the next one
}

Result<void> RunLog::tellChanged(RunId run, const char* change)
{
    add({.time = wallSeconds(), .kind = Event::Kind::Changed, .run = run, .text = change});
    return flush();
}

Result<void> RunLog::setText(RunId run, const std::string& key, const std::string& value)
{
    if (auto set = m_store->setText(run, key, value); !set)
        return set;
    return tellChanged(run, kTextChanged);
}

/// Its last event stays: whoever hears it asks for the runs, and is answered when it is gone.
Result<void> RunLog::erase(RunId run)
{
    if (const auto known = m_store->texts(run); !known && known.error().code == ErrorCode::NotFound)
        return known.error();
    else if (known) // a damaged run can be deleted, too
        if (auto told = tellChanged(run, kRunDeleted); !told)
            return told;
    m_damaged.erase(run);
    return m_store->deleteRun(run);
}

Result<RunId> RunLog::createForeign(store::RunRow row)
{
    row.state = id(RunState::Running);
    auto run = m_store->createRun(row);
    if (!run)
        return run;
    if (auto told = tellChanged(*run, kRunAdded); !told)
        return std::move(told).error();
    return run;
}

Result<RunId> RunLog::addForeign(const std::vector<store::WholeRun>& runs)
{
    const auto ids = m_store->addRuns(runs);
    if (!ids)
        return ids.error();
    if (auto told = tellChanged(ids->back(), kRunAdded); !told)
        return std::move(told).error();
    return ids->front();
}

Result<void> RunLog::append(RunId run, const AppendToRun& more)
{
    std::vector<store::EventRow> none;
    return m_store->append(run, more.scalars, none, more.trace);
}

Result<void> RunLog::savePredictions(RunId run, const data::Pool& single)
{
    return m_store->setPredictions(run, single);
}

Result<void> RunLog::write(RunId run, Pending& pending)
{
    if (pending.state) {
        if (auto set = m_store->setState(run, std::string(id(pending.state->first)), pending.state->second); !set)
            return set;
        pending.state.reset();
    }
    return m_store->append(run, pending.scalars, pending.events, pending.trace);
}

Result<void> RunLog::flush()
{
    Result<void> result;
    for (auto it = m_pending.begin(); it != m_pending.end();) {
        const std::size_t events = it->second.count();
        if (auto written = write(it->first, it->second); !written) {
            if (result)
                result = written;
            if (written.error().code != ErrorCode::Corrupt) {
                ++it;
                continue;
            }
            m_damaged.insert_or_assign(it->first, std::move(written).error());
        }
        m_pendingEvents -= events;
        it = m_pending.erase(it);
    }
    tellTrouble(result);
    if (const auto last = m_store->lastEvent())
        m_feed.publish(m_project, *last);
    return result;
}

void RunLog::tellTrouble(const Result<void>& written)
{
    if (written)
        return m_feed.setTrouble(m_project, m_damaged.empty() ? "" : describe(m_damaged.begin()->second));
    const bool isFull = written.error().code == ErrorCode::DiskFull;
    m_feed.setTrouble(m_project, (isFull ? "waiting for space: " : "") + describe(written.error()));
}

} // namespace cobench::engine
