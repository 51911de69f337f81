// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/event_feed.h"

namespace cobench::engine {

void EventFeed::publish(const std::filesystem::path& project, std::uint64_t lastNumber)
{
    {
        const std::lock_guard lock(m_mutex);
        m_last[project] = lastNumber;
    }
    m_changed.notify_all();
}

std::uint64_t EventFeed::waitBeyond(
    const std::filesystem::path& project, std::uint64_t after, std::chrono::milliseconds timeout)
{
    std::unique_lock lock(m_mutex);
    std::uint64_t last = after;
    m_changed.wait_for(lock, timeout, [&] {
        if (const auto found = m_last.find(project); found != m_last.end() && found->second > after)
            last = found->second;
        return m_closed || last > after;
    });
    return last;
}

void EventFeed::setTrouble(const std::filesystem::path& project, const std::string& text)
{
    const std::lock_guard lock(m_mutex);
    if (text.empty())
        m_trouble.erase(project);
    else
        m_trouble[project] = text;
}

std::string EventFeed::trouble(const std::filesystem::path& project) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_trouble.find(project);
    return found == m_trouble.end() ? std::string() : found->second;
}

void EventFeed::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    m_changed.notify_all();
}

bool EventFeed::isClosed() const
{
    const std::lock_guard lock(m_mutex);
    return m_closed;
}

} // namespace cobench::engine
