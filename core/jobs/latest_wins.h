// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace cobench::jobs {

/// For questions whose newest answer alone counts, such as a view that follows a slider. Each question takes a
/// ticket; answers of older tickets are to be dropped. Tickets hold the shared counter and their id by value, so
/// they may outlive the tracker (whose end makes every ticket stale). Thread-safe.
class LatestWins
{
public:
    class Ticket
    {
    public:
        bool isLatest() const { return m_latest->load(std::memory_order_acquire) == m_id; }

    private:
        friend class LatestWins;
        Ticket(std::shared_ptr<const std::atomic<std::uint64_t>> latest, std::uint64_t id)
            : m_latest(std::move(latest))
            , m_id(id)
        {
        }
        std::shared_ptr<const std::atomic<std::uint64_t>> m_latest;
        std::uint64_t m_id;
    };

    LatestWins() = default;
    ~LatestWins() { supersede(); }
    LatestWins(const LatestWins&) = delete;
    LatestWins& operator=(const LatestWins&) = delete;

    /// Makes all earlier tickets stale and cancels the job that follow() named.
    Ticket next()
    {
        const std::lock_guard lock(m_mutex);
        return {m_latest, supersedeLocked()};
    }

    /// The job that works on `ticket`; cancelled at once when the ticket is stale already.
    void follow(const Ticket& ticket, CancelSource job)
    {
        const std::lock_guard lock(m_mutex);
        if (ticket.isLatest())
            m_job = std::move(job);
        else
            job.cancel();
    }

    /// No answer is wanted any more.
    void supersede()
    {
        const std::lock_guard lock(m_mutex);
        supersedeLocked();
    }

    /// `answer`, called only while `ticket` is the latest.
    template <typename... Arguments>
    static std::function<void(Arguments...)> unlessStale(Ticket ticket, std::function<void(Arguments...)> answer)
    {
        return [ticket = std::move(ticket), answer = std::move(answer)](Arguments... arguments) {
            if (ticket.isLatest())
                answer(std::forward<Arguments>(arguments)...);
        };
    }

private:
    std::uint64_t supersedeLocked()
    {
        if (m_job)
            m_job->cancel();
        m_job.reset();
        return m_latest->fetch_add(1, std::memory_order_acq_rel) + 1;
    }

    std::mutex m_mutex; // guards m_job
    std::optional<CancelSource> m_job;
    std::shared_ptr<std::atomic<std::uint64_t>> m_latest = std::make_shared<std::atomic<std::uint64_t>>(0);
};

} // namespace cobench::jobs
