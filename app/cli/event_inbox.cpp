// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/event_inbox.h"

#include <chrono>
#include <utility>

namespace cobench::cli {

namespace {

using engine::Event;

constexpr std::chrono::milliseconds kLookPeriod{50};

} // namespace

Result<std::unique_ptr<engine::Client>> connectEngine()
{
    const auto program = engine::engineProgram();
    auto client = engine::Client::connect({.executable = program});
    if (client || !program.empty() || client.error().code != ErrorCode::Disconnected)
        return client;
    return Error{.code = ErrorCode::NotFound,
        .subject = "cobench-engine",
        .detail = "it is not installed beside this program",
        .cure = "install the whole of CoBench, built with gRPC and LibTorch"};
}

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

} // namespace cobench::cli
