// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/job_runner.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <list>
#include <mutex>
#include <thread>
#include <vector>

namespace cobench::jobs {

namespace {

struct Job {
    JobRunner::Task task;
    Progress::Sink onProgress;
    CancelSource cancel;
};

} // namespace

struct JobRunner::State {
    std::mutex mutex; // guards everything but the threads
    std::condition_variable wake;
    std::condition_variable idle;
    std::deque<Job> queue;
    std::list<CancelSource> running;
    bool closing = false;
    std::vector<std::jthread> threads; // last: joined before the rest goes

    void work();
    void close();
};

void JobRunner::State::work()
{
    std::unique_lock lock(mutex);
    while (true) {
        wake.wait(lock, [this] { return closing || !queue.empty(); });
        if (queue.empty())
            return;
        Job job = std::move(queue.front());
        queue.pop_front();
        const auto self = running.insert(running.end(), job.cancel);
        lock.unlock();
        {
            Progress progress(std::move(job.onProgress));
            job.task(progress, job.cancel.token());
            job.task = nullptr; // what the task holds goes on the worker, before waitIdle() returns
        }
        lock.lock();
        running.erase(self);
        if (queue.empty() && running.empty())
            idle.notify_all();
    }
}

void JobRunner::State::close()
{
    {
        const std::lock_guard lock(mutex);
        closing = true;
        for (Job& job : queue)
            job.cancel.cancel();
        for (CancelSource& source : running)
            source.cancel();
    }
    wake.notify_all();
}

JobRunner::JobRunner(unsigned threads)
    : m_state(std::make_unique<State>())
{
    for (unsigned i = 0; i < std::max(1U, threads); ++i)
        m_state->threads.emplace_back([state = m_state.get()] { state->work(); });
}

JobRunner::~JobRunner()
{
    m_state->close();
}

CancelSource JobRunner::post(Task task, Progress::Sink onProgress)
{
    CancelSource cancel;
    {
        const std::lock_guard lock(m_state->mutex);
        if (m_state->closing)
            cancel.cancel();
        m_state->queue.push_back({std::move(task), std::move(onProgress), cancel});
    }
    m_state->wake.notify_one();
    return cancel;
}

void JobRunner::waitIdle()
{
    std::unique_lock lock(m_state->mutex);
    m_state->idle.wait(lock, [this] { return m_state->queue.empty() && m_state->running.empty(); });
}

} // namespace cobench::jobs
