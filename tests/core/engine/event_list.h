// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/client.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <vector>

namespace cobench::test {

/// Keeps what a subscription delivers, for a test's thread to wait for.
class EventList
{
public:
    std::unique_ptr<engine::Client::Subscription> follow(
        engine::Client& client, const std::filesystem::path& project, std::uint64_t after)
    {
        return client.subscribe(
            project, after, [this](const engine::Event& event) { add(event); }, [this](const Error&) { end(); });
    }

    bool waitFor(const std::function<bool(const engine::Event&)>& isIt)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, kPatience, [&] {
            return std::find_if(m_events.begin(), m_events.end(), isIt) != m_events.end();
        });
    }
    bool waitForEnd(RunId run)
    {
        return waitFor([run](const engine::Event& event) {
            return event.run == run && event.kind == engine::Event::Kind::RunState && engine::isOver(event.state);
        });
    }
    bool waitForGone()
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, kPatience, [&] { return m_ended; });
    }
    /// Without heartbeats.
    std::vector<engine::Event> numbered()
    {
        const std::lock_guard lock(m_mutex);
        std::vector<engine::Event> events;
        for (const engine::Event& event : m_events)
            if (event.number != 0)
                events.push_back(event);
        return events;
    }

    std::vector<engine::Event> all()
    {
        const std::lock_guard lock(m_mutex);
        return m_events;
    }

private:
    static constexpr std::chrono::seconds kPatience{60};

    void add(const engine::Event& event)
    {
        const std::lock_guard lock(m_mutex);
        m_events.push_back(event);
        m_changed.notify_all();
    }
    void end()
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
        m_changed.notify_all();
    }

    std::mutex m_mutex; // guards the two below
    std::vector<engine::Event> m_events;
    bool m_ended = false;
    std::condition_variable m_changed;
};

} // namespace cobench::test
