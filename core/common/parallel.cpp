// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace cobench {

namespace {

/// What the threads of one call share.
class Shared
{
public:
    Shared(std::size_t count, const std::function<void(std::size_t)>& body, const CancelToken& cancel)
        : m_count(count)
        , m_body(body)
        , m_cancel(cancel)
    {
    }

    void work()
    {
        try {
            while (!m_stop.load(std::memory_order_relaxed) && !m_cancel.isCancelled()) {
                const std::size_t index = m_next.fetch_add(1, std::memory_order_relaxed);
                if (index >= m_count)
                    return;
                m_body(index);
            }
        } catch (const std::exception& exception) {
            fail(exception.what());
        }
    }

    Result<void> outcome() const
    {
        if (m_stop)
            return Error{.code = ErrorCode::Internal, .detail = m_failure};
        if (m_cancel.isCancelled())
            return cancelled();
        return {};
    }

private:
    void fail(const char* reason)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_stop.exchange(true))
            m_failure = reason;
    }

    std::size_t m_count;
    const std::function<void(std::size_t)>& m_body;
    const CancelToken& m_cancel;
    std::atomic<std::size_t> m_next{0};
    std::atomic<bool> m_stop{false};
    std::mutex m_mutex; // guards m_failure
    std::string m_failure;
};

} // namespace

Result<void> parallelFor(
    unsigned threads, std::size_t count, const std::function<void(std::size_t)>& body, const CancelToken& cancel)
{
    Shared shared(count, body, cancel);
    {
        const std::size_t helpers
            = std::min<std::size_t>(std::max(threads, 1U), std::max<std::size_t>(count, 1)) - 1;
        std::vector<std::jthread> pool;
        pool.reserve(helpers);
        for (std::size_t i = 0; i < helpers; ++i)
            pool.emplace_back([&shared] { shared.work(); });
        shared.work();
    }
    return shared.outcome();
}

} // namespace cobench
