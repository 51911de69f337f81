// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/remote_stream.h"

#include "core/engine/remote_limits.h"
#include "core/engine/rpc_cause.h"
#include "core/engine/wire.h"

namespace cobench::engine {

namespace {

constexpr std::chrono::milliseconds kLook{100}; // how often silence is looked for
constexpr std::chrono::milliseconds kPingPeriod{500};

} // namespace

RemoteStream::RemoteStream(std::shared_ptr<grpc::Channel> channel, std::shared_ptr<LinkMeter> meter)
    : m_channel(std::move(channel))
    , m_meter(std::move(meter))
    , m_stub(wire::Remote::NewStub(m_channel))
    , m_heard(Clock::now())
{
    m_stub->async()->Detect(&m_context, this);
    StartRead(&m_incoming);
    AddHold(); // writes start outside of reactions; removed by OnReadDone() at the end
    StartCall();
}

RemoteStream::~RemoteStream()
{
    m_context.TryCancel();
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_status.has_value(); });
}

void RemoteStream::send(wire::DetectRequest request)
{
    const std::lock_guard lock(m_mutex);
    m_meter->sent(request.ByteSizeLong());
    m_outgoing.push_back(std::move(request));
    if (m_outgoing.size() == 1)
        writeNext();
}

/// Under the lock: what it starts reports on another thread.
void RemoteStream::writeNext()
{
    if (!m_outgoing.empty() && !m_isClosed)
        StartWrite(&m_outgoing.front());
}

void RemoteStream::ping()
{
    const auto now = Clock::now();
    if (m_isPinging || now - m_pinged < kPingPeriod || !m_outgoing.empty())
        return;
    m_isPinging = true;
    m_pinged = now;
    wire::DetectRequest request;
    request.set_ping(++m_pings);
    m_outgoing.push_back(std::move(request));
    writeNext();
}

Result<wire::DetectReply> RemoteStream::receive(std::chrono::milliseconds patience)
{
    const auto end = Clock::now() + patience;
    std::unique_lock lock(m_mutex);
    while (!m_reply && !m_status && !m_isInterrupted) {
        m_changed.wait_for(lock, kLook);
        const auto now = Clock::now();
        if (m_reply || m_status || m_isInterrupted || (now - m_heard < kSilence && now < end))
            continue;
        m_isLinkLost = true;
        lock.unlock();
        m_context.TryCancel();
        return Error{.code = ErrorCode::Disconnected,
            .detail = now < end ? "nothing was heard for " + std::to_string(kSilence.count()) + " ms"
                                : "it did not answer in time"};
    }
    if (!m_reply)
        return ended();
    auto reply = *std::exchange(m_reply, std::nullopt);
    ping(); // between frames
    if (reply.has_failure())
        return fromWire(reply.failure());
    return reply;
}

Error RemoteStream::ended() const
{
    Error error{.code = ErrorCode::Disconnected, .detail = "interrupted"};
    if (m_status)
        error.detail = linkCause(m_status->error_message());
    if (m_status && m_status->error_code() == grpc::StatusCode::UNAUTHENTICATED)
        error.code = ErrorCode::Forbidden;
    return error;
}

void RemoteStream::interrupt()
{
    const std::lock_guard lock(m_mutex);
    m_isInterrupted = true;
    m_changed.notify_all();
}

bool RemoteStream::isLinkLost() const
{
    const std::lock_guard lock(m_mutex);
    return m_isLinkLost;
}

bool RemoteStream::isFull() const
{
    const std::lock_guard lock(m_mutex);
    return m_isFull;
}

void RemoteStream::OnReadDone(bool ok)
{
    if (!ok) {
        {
            const std::lock_guard lock(m_mutex);
            m_isClosed = true;
        }
        m_context.TryCancel(); // a write under way must not outlive the session
        return RemoveHold();
    }
    take(std::exchange(m_incoming, {}));
    StartRead(&m_incoming);
}

void RemoteStream::take(wire::DetectReply reply)
{
    const std::lock_guard lock(m_mutex);
    m_heard = Clock::now();
    m_meter->received(reply.ByteSizeLong());
    if (reply.what_case() == wire::DetectReply::kPong && reply.pong() == m_pings)
        m_meter->roundTrip(m_heard - m_pinged);
    if (reply.what_case() == wire::DetectReply::kPong)
        m_isPinging = false;
    const bool isSign
        = reply.what_case() == wire::DetectReply::kPong || reply.what_case() == wire::DetectReply::kAlive;
    if (isSign)
        return;
    m_hasRefused = m_hasRefused || reply.has_failure();
    m_reply = std::move(reply);
    m_changed.notify_all();
}

void RemoteStream::OnWriteDone(bool ok)
{
    const std::lock_guard lock(m_mutex);
    m_outgoing.pop_front();
    if (ok)
        writeNext();
}

void RemoteStream::OnDone(const grpc::Status& status)
{
    const std::lock_guard lock(m_mutex);
    m_status = status;
    m_isFull = status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED;
    const bool isSaid = status.ok() || m_isFull || m_hasRefused // which it ends by cancelling
        || status.error_code() == grpc::StatusCode::UNAUTHENTICATED;
    m_isLinkLost = m_isLinkLost || !isSaid;
    m_changed.notify_all();
}

} // namespace cobench::engine
