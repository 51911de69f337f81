// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>

namespace cobench {

/// Asked by long work at least every 50 ms. Copies share one flag; a default token is never cancelled. Who sees
/// that it is cancelled sees what was written before. Thread-safe.
class CancelToken
{
public:
    CancelToken() = default;
    bool isCancelled() const { return m_flag && m_flag->load(std::memory_order_acquire); }

private:
    friend class CancelSource;
    explicit CancelToken(std::shared_ptr<const std::atomic<bool>> flag)
        : m_flag(std::move(flag))
    {
    }
    std::shared_ptr<const std::atomic<bool>> m_flag;
};

/// The side that cancels. Thread-safe.
class CancelSource
{
public:
    void cancel() { m_flag->store(true, std::memory_order_release); }
    CancelToken token() const { return CancelToken(m_flag); }

private:
    std::shared_ptr<std::atomic<bool>> m_flag = std::make_shared<std::atomic<bool>>(false);
};

} // namespace cobench
