// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/client.h"
#include "core/engine/engine.grpc.pb.h"

#include <grpcpp/grpcpp.h>

#include <atomic>
#include <thread>

namespace cobench::engine {

/// One stream of events and the thread that reads it. Asynchronous calls, because only these can be waited for with
/// a deadline: an engine that is stopped, not dead, keeps its socket open.
class EventStream final : public Client::Subscription
{
public:
    EventStream(const std::shared_ptr<grpc::Channel>& channel,
        wire::EventsRequest request,
        std::function<void(const Event&)> onEvent,
        std::function<void(const Error&)> onEnd);
    ~EventStream() override;
    EventStream(const EventStream&) = delete;
    EventStream& operator=(const EventStream&) = delete;

private:
    void run(const wire::EventsRequest& request);
    /// Waits for the one operation under way. False at the stream's end, and when the engine fell silent.
    bool wait();
    void deliver(const wire::Event& message) const;

    std::function<void(const Event&)> m_onEvent;
    std::function<void(const Error&)> m_onEnd;
    std::unique_ptr<wire::Engine::Stub> m_stub;
    grpc::ClientContext m_context;
    grpc::CompletionQueue m_queue;
    std::atomic<bool> m_stopped = false; // by the destructor
    bool m_silent = false;
    std::thread m_thread; // last: it uses all of the above
};

} // namespace cobench::engine
