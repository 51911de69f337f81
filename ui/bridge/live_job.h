// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/job_runner.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace cobench::ui {

/// Work on a worker that tells what it has so far. The worker writes; the GUI thread, which owns this, takes the
/// news when it likes. Going away cancels the work and leaves it to itself.
template <typename T>
class LiveJob
{
public:
    using Tell = std::function<void(const T&)>;
    using Work = std::function<Result<T>(const Tell&, Progress&, const CancelToken&)>;
    struct News {
        std::optional<T> latest;
        std::optional<Result<T>> end;
        ProgressState progress;
    };

    LiveJob(jobs::JobRunner& runner, Work work)
        : m_feed(std::make_shared<Feed>())
    {
        const auto told = [feed = m_feed](const T& latest) {
            const std::scoped_lock lock(feed->mutex);
            feed->news.latest = latest;
        };
        m_cancel = runner.run<T>([work = std::move(work), told](Progress& progress,
                                     const CancelToken& cancel) { return work(told, progress, cancel); },
            [feed = m_feed](Result<T> end) {
                const std::scoped_lock lock(feed->mutex);
                feed->news.end = std::move(end);
            },
            [feed = m_feed](const ProgressState& state) {
                const std::scoped_lock lock(feed->mutex);
                feed->news.progress = state;
            });
    }
    LiveJob(const LiveJob&) = delete;
    LiveJob& operator=(const LiveJob&) = delete;
    ~LiveJob() { cancel(); }

    void cancel() { m_cancel.cancel(); }
    /// What came since it was last asked; the progress as it is.
    News take()
    {
        const std::scoped_lock lock(m_feed->mutex);
        return {std::exchange(m_feed->news.latest, std::nullopt),
            std::exchange(m_feed->news.end, std::nullopt),
            m_feed->news.progress};
    }

private:
    struct Feed {
        std::mutex mutex; // guards all below
        News news;
    };
    std::shared_ptr<Feed> m_feed;
    CancelSource m_cancel;
};

} // namespace cobench::ui
