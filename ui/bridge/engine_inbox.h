// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/client.h"

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cobench::ui {

/// Where the engine's thread leaves events for the window. Thread-safe.
class EngineInbox
{
public:
    struct Content {
        std::vector<engine::Event> events;
        std::optional<std::string> trouble; // new: what keeps events from the disk, "" = nothing any more
        std::optional<Error> end; // the stream is over
    };

    /// `wake` is called on the engine's thread when the empty box gets something; it must only post.
    explicit EngineInbox(std::function<void()> wake)
        : m_wake(std::move(wake))
    {
    }

    void put(const engine::Event& event)
    {
        const std::scoped_lock lock(m_mutex);
        m_heard = std::chrono::steady_clock::now();
        if (event.kind != engine::Event::Kind::Heartbeat)
            m_content.events.push_back(event);
        else if (event.text != m_trouble)
            m_content.trouble = m_trouble = event.text;
        else
            return;
        wakeOnce();
    }
    void putEnd(const Error& error)
    {
        const std::scoped_lock lock(m_mutex);
        m_content.end = error;
        wakeOnce();
    }
    Content take()
    {
        const std::scoped_lock lock(m_mutex);
        m_awake = false;
        return std::exchange(m_content, {});
    }
    std::chrono::steady_clock::duration silence() const
    {
        const std::scoped_lock lock(m_mutex);
        return std::chrono::steady_clock::now() - m_heard;
    }

private:
    void wakeOnce()
    {
        if (!std::exchange(m_awake, true))
            m_wake();
    }

    mutable std::mutex m_mutex; // guards everything below
    std::function<void()> m_wake;
    Content m_content;
    std::string m_trouble; // that was told last
    std::chrono::steady_clock::time_point m_heard = std::chrono::steady_clock::now();
    bool m_awake = false;
};

} // namespace cobench::ui
