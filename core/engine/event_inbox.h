// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/event.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <mutex>
#include <optional>

namespace cobench::engine {

/// Events on their way from the client's thread to the one that works. Thread-safe.
class EventInbox
{
public:
    void put(const Event& event);
    void end(const Error& error);
    /// What has come, after waiting a moment for the first.
    std::deque<Event> take();
    std::optional<Error> ended() const;

private:
    mutable std::mutex m_mutex; // guards everything below
    std::condition_variable m_arrived;
    std::deque<Event> m_events;
    std::optional<Error> m_end;
};

/// Number of the newest event that a project has stored: what a client asks from that wants only what comes. 0 =
/// none.
std::uint64_t lastStoredEvent(const std::filesystem::path& project);

} // namespace cobench::engine
