// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>

namespace cobench::engine {

/// Tells streams that a project has newer events on disk. They fetch these themselves, each from the number it has
/// reached, so a slow stream holds up nobody and nothing is queued for it. Thread-safe.
class EventFeed
{
public:
    void publish(const std::filesystem::path& project, std::uint64_t lastNumber);
    /// The project's last number as soon as that is beyond `after`; `after` itself when `timeout` passes or the
    /// feed is closed before.
    std::uint64_t waitBeyond(
        const std::filesystem::path& project, std::uint64_t after, std::chrono::milliseconds timeout);
    /// What keeps the project's events from the disk, for heartbeats to tell; "" = nothing does.
    void setTrouble(const std::filesystem::path& project, const std::string& text);
    std::string trouble(const std::filesystem::path& project) const;
    void close();
    bool isClosed() const;

private:
    mutable std::mutex m_mutex; // guards all of it
    std::condition_variable m_changed;
    std::map<std::filesystem::path, std::uint64_t> m_last;
    std::map<std::filesystem::path, std::string> m_trouble;
    bool m_closed = false;
};

} // namespace cobench::engine
