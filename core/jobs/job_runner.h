// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/caught.h"
#include "core/common/progress.h"
#include "core/common/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace cobench::jobs {

/// Owns every worker thread of a process. Work is a function that takes Progress and CancelToken; exceptions that
/// escape it become errors. Thread-safe. Every task is called exactly once: the destructor cancels what
/// runs or waits, lets the workers finish all of it, and joins.
class JobRunner
{
public:
    /// Must not throw: nobody could be told. run() catches for its callers.
    using Task = std::function<void(Progress&, const CancelToken&)>;

    explicit JobRunner(unsigned threads); // at least one
    ~JobRunner();
    JobRunner(const JobRunner&) = delete;
    JobRunner& operator=(const JobRunner&) = delete;

    /// Queues `task`; `onProgress` and everything the task calls run on a worker thread. The handle cancels.
    CancelSource post(Task task, Progress::Sink onProgress = {});

    /// Typed form: `work` on a worker, then `done` with its result on the same worker (a cancelled job that never
    /// started reports Error{Cancelled}).
    template <typename T>
    CancelSource run(std::function<Result<T>(Progress&, const CancelToken&)> work,
        std::function<void(Result<T>)> done,
        Progress::Sink onProgress = {})
    {
        Task task
            = [work = std::move(work), done = std::move(done)](Progress& progress, const CancelToken& cancel) {
                  if (cancel.isCancelled())
                      return done(cancelled());
                  done(caught([&] { return work(progress, cancel); }));
              };
        return post(std::move(task), std::move(onProgress));
    }

    /// Waits until nothing is queued or running. For tests and for leaving the program.
    void waitIdle();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace cobench::jobs
