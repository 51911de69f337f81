// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/detect/pipeline.h"
#include "core/engine/detector_helper.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>

namespace cobench::engine {

/// A camera or an address, followed in a process of its own. Three seconds without a frame, or the end of the
/// stream, are told as the loss of its signal; then the process is replaced, again and again with growing pauses
/// (0.5 s to 8 s), until frames come. Frames between two calls of next() of which only the newest was taken are
/// counted as broken (DropCause::Queue).
class StreamSource final : public detect::FrameSource
{
public:
    /// Waits for the first frame. An error when none comes within 3 s, or there is no such stream. `name` stands
    /// for it in messages.
    static Result<std::unique_ptr<StreamSource>> open(
        FollowStreamMessage stream, std::string name, const CancelToken& cancel);

    /// The one that open() waited for, which next() does not give.
    const std::shared_ptr<const data::Image>& firstPicture() const { return m_first; }

    Result<std::optional<detect::SourcedFrame>> next() override;
    void interrupt() override;
    bool isLive() const override { return true; }
    void skipMissed() override { m_skips = true; }

private:
    using Clock = std::chrono::steady_clock;

    StreamSource(FollowStreamMessage stream, std::string name);
    Result<bool> look();
    Result<void> connect();
    void disconnect();
    bool isInterrupted();
    std::optional<detect::SourcedFrame> held();
    Error failed(Error error) const;

    FollowStreamMessage m_stream;
    std::string m_name;
    std::shared_ptr<const data::Image> m_first;
    std::shared_ptr<const data::Image> m_held; // to be given next
    std::uint64_t m_missed = 0; // before m_held
    Clock::time_point m_lastSign; // the newest frame, or when the process was started
    bool m_hasOpened = false; // a frame came from this process
    std::chrono::milliseconds m_pause{0}; // before the process is started again
    bool m_skips = false; // what was missed until now does not count
    bool m_isStale = false;

    std::mutex m_mutex; // guards what follows, as interrupt() sees it
    std::condition_variable m_changed;
    std::unique_ptr<DetectorHelper> m_helper;
    bool m_isInterrupted = false;
};

} // namespace cobench::engine
