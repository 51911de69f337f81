// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/subscription.h"

namespace cobench::engine {

namespace {

constexpr std::chrono::seconds kSilence{3}; // heartbeats come every second

} // namespace

EventStream::EventStream(const std::shared_ptr<grpc::Channel>& channel,
    wire::EventsRequest request,
    std::function<void(const Event&)> onEvent,
    std::function<void(const Error&)> onEnd)
    : m_onEvent(std::move(onEvent))
    , m_onEnd(std::move(onEnd))
    , m_stub(wire::Engine::NewStub(channel))
    , m_thread([this, request = std::move(request)] { run(request); })
{
}

EventStream::~EventStream()
{
    m_stopped = true;
    m_context.TryCancel();
    m_thread.join();
    m_queue.Shutdown();
    void* tag = nullptr;
    bool ok = false;
    while (m_queue.Next(&tag, &ok)) { }
}

bool EventStream::wait()
{
    void* tag = nullptr;
    bool ok = false;
    const auto deadline = std::chrono::system_clock::now() + kSilence;
    if (m_queue.AsyncNext(&tag, &ok, deadline) == grpc::CompletionQueue::GOT_EVENT)
        return ok;
    m_silent = true;
    m_context.TryCancel();
    m_queue.Next(&tag, &ok); // the cancelled operation
    return false;
}

void EventStream::deliver(const wire::Event& message) const
{
    if (message.number() == 0)
        return m_onEvent({.time = wallSeconds(), .kind = Event::Kind::Heartbeat, .text = message.payload()});
    if (const auto event = decodeEvent(message.number(), message.payload()))
        m_onEvent(*event);
}

void EventStream::run(const wire::EventsRequest& request)
{
    const auto reader = m_stub->PrepareAsyncEvents(&m_context, request, &m_queue);
    reader->StartCall(this);
    wire::Event message;
    for (bool open = wait(); open && !m_stopped;) {
        reader->Read(&message, this);
        open = wait();
        if (open && !m_stopped)
            deliver(message);
    }
    if (m_stopped)
        m_context.TryCancel();
    grpc::Status status;
    reader->Finish(&status, this);
    void* tag = nullptr;
    bool ok = false;
    m_queue.Next(&tag, &ok);
    if (m_stopped)
        return;
    m_onEnd({ErrorCode::Disconnected,
        "background engine",
        {},
        m_silent ? "has not been heard for 3 seconds"
                 : "is gone" + (status.error_message().empty() ? "" : ": " + status.error_message()),
        {}});
}

} // namespace cobench::engine
