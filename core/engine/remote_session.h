// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"
#include "core/engine/engine.grpc.pb.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace cobench::engine {

class JpegDetector;

/// One stream of another machine's pictures and the detector that looks at them, in a process of its own. The
/// stream's thread reads, one thread detects, one says that the link is alive.
class RemoteSession
{
public:
    using Stream = grpc::ServerReaderWriter<wire::DetectReply, wire::DetectRequest>;

    /// `isWelcome`: asked now and then, whether the machine may still be here.
    RemoteSession(grpc::ServerContext& context, Stream& stream, std::function<bool()> isWelcome);
    ~RemoteSession();
    RemoteSession(const RemoteSession&) = delete;
    RemoteSession& operator=(const RemoteSession&) = delete;

    /// Until the other side is gone or unwelcome. The thread is the stream's.
    void run();

private:
    bool write(const wire::DetectReply& reply);
    void fail(const Error& error);
    /// Loads the model: false when it was refused, which has been said.
    bool open(const wire::OpenSession& request);
    /// False when the session is over.
    bool take(const wire::DetectRequest& request);
    void work();
    void stayAlive();
    bool answer(const wire::Picture& picture);
    void end();

    grpc::ServerContext& m_context;
    Stream& m_stream;
    std::function<bool()> m_isWelcome;
    std::mutex m_writing; // one write at a time
    std::mutex m_mutex; // guards all that follows
    std::condition_variable m_changed;
    std::shared_ptr<JpegDetector> m_detector; // null: "null", which finds nothing
    std::optional<wire::DetectRequest> m_waiting; // the model to open or the next picture
    bool m_isEnded = false;
};

} // namespace cobench::engine
