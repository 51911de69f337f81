// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/event_inbox.h"

#include "core/store/runs.h"

#include <chrono>
#include <utility>

namespace cobench::engine {

namespace {

constexpr std::chrono::milliseconds kLookPeriod{50};

} // namespace

void EventInbox::put(const Event& event)
{
    const std::lock_guard lock(m_mutex);
    m_events.push_back(event);
    m_arrived.notify_one();
}

void EventInbox::end(const Error& error)
{
    const std::lock_guard lock(m_mutex);
    m_end = error;
    m_arrived.notify_one();
}

std::deque<Event> EventInbox::take()
{
    std::unique_lock lock(m_mutex);
    m_arrived.wait_for(lock, kLookPeriod, [this] { return !m_events.empty() || m_end; });
    return std::exchange(m_events, {});
}

std::optional<Error> EventInbox::ended() const
{
    const std::lock_guard lock(m_mutex);
    return m_end;
}

std::uint64_t lastStoredEvent(const std::filesystem::path& project)
{
    const auto runs = store::RunStore::open(project, store::RunStore::Role::Reader);
    if (!runs)
        return 0;
    const auto last = (*runs)->lastEvent();
    return last ? *last : 0;
}

} // namespace cobench::engine
