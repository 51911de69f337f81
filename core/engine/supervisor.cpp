// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/supervisor.h"

#include "core/engine/supervisor_loop.h"
#include "core/store/layout.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>

namespace cobench::engine {

namespace {

Error stopping()
{
    return {ErrorCode::Disconnected, "engine", {}, "is stopping", {}};
}

} // namespace

std::filesystem::path projectKey(const std::filesystem::path& project)
{
    return store::layoutOf(project).database;
}

Supervisor::Supervisor(SupervisorOptions options, EventFeed& feed)
    : m_wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    if (options.cores == 0)
        options.cores = std::max(1U, std::thread::hardware_concurrency());
    m_loop = std::make_unique<Loop>(std::move(options), feed, m_wake.number());
    m_thread = std::thread([this] {
        for (bool stop = false; !stop;) {
            m_loop->turn();
            std::deque<std::function<void(Loop&)>> questions;
            {
                const std::lock_guard lock(m_mutex);
                questions.swap(m_questions);
                stop = m_stopping;
            }
            for (const auto& question : questions)
                question(*m_loop);
            m_activeRuns = m_loop->runCount();
        }
        m_loop.reset(); // here: its workers die with the thread that spawned them
    });
}

Supervisor::~Supervisor()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    wake();
    m_thread.join();
}

void Supervisor::wake() const
{
    const std::uint64_t one = 1;
    (void)!write(m_wake.number(), &one, sizeof(one));
}

template <typename T>
Result<T> Supervisor::ask(std::function<Result<T>(Loop&)> question)
{
    auto answer = std::make_shared<std::promise<Result<T>>>();
    auto future = answer->get_future();
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping)
            return stopping();
        m_questions.push_back(
            [answer, question = std::move(question)](Loop& loop) { answer->set_value(question(loop)); });
    }
    wake();
    return future.get();
}

Result<std::vector<RunId>> Supervisor::submit(
    const std::filesystem::path& project, const std::vector<train::TrainConfig>& configs, const std::string& batch)
{
    return ask<std::vector<RunId>>([&](Loop& loop) { return loop.submit(project, configs, batch); });
}

Result<void> Supervisor::cancel(const std::filesystem::path& project, RunId run)
{
    return ask<void>([&](Loop& loop) { return loop.cancel(project, run); });
}

Result<void> Supervisor::resume(const std::filesystem::path& project, RunId run)
{
    return ask<void>([&](Loop& loop) { return loop.resume(project, run); });
}

Result<RunId> Supervisor::edit(const std::filesystem::path& project, RunId run, const RunEdit& edit)
{
    return ask<RunId>([&](Loop& loop) { return loop.edit(project, run, edit); });
}

Result<std::vector<RunInfo>> Supervisor::runs(const std::filesystem::path& project)
{
    return ask<std::vector<RunInfo>>([&](Loop& loop) { return loop.runs(project); });
}

Result<void> Supervisor::adopt(const std::filesystem::path& project)
{
    return ask<void>([&](Loop& loop) { return loop.adopt(project); });
}

} // namespace cobench::engine
