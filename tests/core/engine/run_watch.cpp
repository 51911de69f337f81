// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/engine/run_watch.h"

#include <algorithm>

namespace cobench::test {

using namespace std::chrono_literals;
using engine::Event;
using engine::RunState;

train::TrainConfig scripted(std::uint64_t script)
{
    const bool isLong = script != 1;
    return {.name = "scripted-" + std::to_string(script),
        .model = "lenet5",
        .batch = 100,
        .epochs = isLong ? 10000U : 5U,
        .seed = script};
}

RunWatch::RunWatch(engine::EventFeed& feed, const std::filesystem::path& project)
    : m_feed(feed)
    , m_project(engine::projectKey(project))
    , m_store(std::move(store::RunStore::open(project, store::RunStore::Role::Reader)).value())
{
}

bool RunWatch::waitFor(RunId run, const std::function<bool(const Event&)>& isIt)
{
    std::uint64_t after = 0;
    const auto deadline = std::chrono::steady_clock::now() + 60s;
    while (std::chrono::steady_clock::now() < deadline) {
        const auto rows = m_store->eventsAfter(after, 100000);
        for (const auto& row : *rows) {
            const auto event = engine::decodeEvent(row.number, row.payload);
            after = row.number;
            if (event.ok() && event->run == run && isIt(*event))
                return true;
        }
        m_feed.waitBeyond(m_project, after, 100ms);
    }
    return false;
}

RunState RunWatch::waitForEnd(RunId run)
{
    RunState state = RunState::Running;
    waitFor(run, [&](const Event& event) {
        if (event.kind != Event::Kind::RunState || !engine::isOver(event.state))
            return false;
        state = event.state;
        m_message = event.text;
        return true;
    });
    return state;
}

RunState RunWatch::waitForNewEnd(RunId run)
{
    RunState state = RunState::Running;
    bool isQueued = false;
    waitFor(run, [&](const Event& event) {
        if (event.kind != Event::Kind::RunState)
            return false;
        isQueued = isQueued || (event.state == RunState::Queued && engine::isOver(state));
        state = event.state;
        m_message = event.text;
        return isQueued && engine::isOver(state);
    });
    return state;
}

bool RunWatch::waitForScalar(RunId run, const std::string& tag)
{
    return waitFor(run, [&](const Event& event) { return event.kind == Event::Kind::Scalar && event.text == tag; });
}

bool RunWatch::waitForLine(RunId run, const std::string& begin)
{
    return waitFor(
        run, [&](const Event& event) { return event.kind == Event::Kind::Log && event.text.starts_with(begin); });
}

pid_t RunWatch::waitForWorker(RunId run)
{
    if (!waitFor(run, [](const Event& event) { return event.kind == Event::Kind::Progress; }))
        return 0;
    const auto rows = m_store->runs();
    const auto row = std::ranges::find(*rows, run, &store::RunRow::id);
    return row == rows->end() ? 0 : static_cast<pid_t>(row->workerPid);
}

} // namespace cobench::test
