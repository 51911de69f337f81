// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/engine/engine.grpc.pb.h"
#include "core/engine/link_meter.h"

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>

namespace cobench::engine {

/// A session with another machine's detector. gRPC's threads read and write; send() and receive() belong to one
/// thread, interrupt() to any. What is not heard of for kSilence is taken for lost.
class RemoteStream final : public grpc::ClientBidiReactor<wire::DetectRequest, wire::DetectReply>
{
public:
    RemoteStream(std::shared_ptr<grpc::Channel> channel, std::shared_ptr<LinkMeter> meter);
    ~RemoteStream() override;

    void send(wire::DetectRequest request);
    /// The next reply that is no sign of life. Disconnected when the link is lost, interrupted, or nothing came in
    /// time; what the other side refused.
    Result<wire::DetectReply> receive(std::chrono::milliseconds patience);
    void interrupt();
    /// Whether the link, not the other side's word, ended the session.
    bool isLinkLost() const;
    /// Whether it ended because all of the other side's sessions are in use.
    bool isFull() const;

    void OnReadDone(bool ok) override;
    void OnWriteDone(bool ok) override;
    void OnDone(const grpc::Status& status) override;

private:
    using Clock = std::chrono::steady_clock;

    void take(wire::DetectReply reply);
    void writeNext();
    void ping();
    Error ended() const;

    std::shared_ptr<grpc::Channel> m_channel;
    std::shared_ptr<LinkMeter> m_meter;
    std::unique_ptr<wire::Remote::Stub> m_stub;
    grpc::ClientContext m_context;
    wire::DetectReply m_incoming; // of the read under way

    mutable std::mutex m_mutex; // guards all that follows
    std::condition_variable m_changed;
    std::deque<wire::DetectRequest> m_outgoing; // the first is being written
    std::optional<wire::DetectReply> m_reply;
    std::optional<grpc::Status> m_status; // at the end
    Clock::time_point m_heard;
    Clock::time_point m_pinged;
    std::uint64_t m_pings = 0;
    bool m_isPinging = false;
    bool m_isClosed = false; // no write may be started
    bool m_hasRefused = false; // the other side said why it ends
    bool m_isFull = false;
    bool m_isLinkLost = false;
    bool m_isInterrupted = false;
};

} // namespace cobench::engine
