// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/stream_source.h"

#include <algorithm>
#include <utility>

namespace cobench::engine {

namespace {

using namespace std::chrono_literals;

constexpr auto kMostSilence = 2800ms; // the process is asked ten times a second: noticed within 3 s
constexpr auto kLongestOpening = 5000ms; // FFmpeg gives up after 3 s; this is for what does not come back at all
constexpr auto kFirstPause = 500ms;
constexpr auto kLongestPause = 8000ms;

} // namespace

StreamSource::StreamSource(FollowStreamMessage stream, std::string name)
    : m_stream(std::move(stream))
    , m_name(std::move(name))
{
}

Result<std::unique_ptr<StreamSource>> StreamSource::open(
    FollowStreamMessage stream, std::string name, const CancelToken& cancel)
{
    std::unique_ptr<StreamSource> source(new StreamSource(std::move(stream), std::move(name)));
    while (!cancel.isCancelled()) {
        const auto hasFrame = source->look();
        if (!hasFrame)
            return source->failed(hasFrame.error());
        if (!*hasFrame)
            continue;
        source->m_first = std::exchange(source->m_held, nullptr);
        source->skipMissed(); // while the devices start
        return source;
    }
    return cancelled();
}

Error StreamSource::failed(Error error) const
{
    error.subject = m_name;
    if (error.cure.empty())
        error.cure = m_stream.isCamera ? "does another program use the camera?"
                                       : "is the address right, and the camera on?";
    return error;
}

Result<std::optional<detect::SourcedFrame>> StreamSource::next()
{
    while (!isInterrupted()) {
        if (auto frame = held())
            return frame;
        const auto hasFrame = look();
        if (!hasFrame) {
            disconnect();
            if (!isInterrupted() && !std::exchange(m_isStale, true))
                return std::optional(detect::SourcedFrame{
                    .signal = detect::SignalChange{.isThere = false, .reason = hasFrame.error().detail}});
        } else if (*hasFrame && std::exchange(m_isStale, false)) {
            return std::optional(detect::SourcedFrame{.signal = detect::SignalChange{.isThere = true}});
        }
    }
    return Error{.code = ErrorCode::Disconnected, .subject = m_name, .detail = "was ended"};
}

/// Those that were missed come first.
std::optional<detect::SourcedFrame> StreamSource::held()
{
    if (std::exchange(m_skips, false)) {
        m_held.reset();
        m_missed = 0;
        m_skips = m_helper != nullptr; // and of those that the process counts
    }
    if (m_missed > 0) {
        --m_missed;
        return detect::SourcedFrame{.broken = detect::DropCause::Queue};
    }
    if (m_held)
        return detect::SourcedFrame{.picture = std::exchange(m_held, nullptr)};
    return std::nullopt;
}

/// Whether a frame is there. An error: this process brings no more.
Result<bool> StreamSource::look()
{
    if (!m_helper)
        if (auto connected = connect(); !connected)
            return std::move(connected).error();
    auto answer = m_helper->ask({"{}", {}});
    if (!answer)
        return std::move(answer).error();
    if (isWaiting(*answer)) {
        if (Clock::now() - m_lastSign < (m_hasOpened ? kMostSilence : kLongestOpening))
            return false;
        return Error{.code = ErrorCode::Disconnected, .detail = "no frame came for 3 s"};
    }
    auto picture = decodePicture(*answer);
    if (!picture)
        return std::move(picture).error();
    m_lastSign = Clock::now();
    m_hasOpened = true;
    m_pause = 0ms;
    m_missed = std::exchange(m_skips, false) ? 0 : missedBefore(*answer);
    m_held = std::make_shared<const data::Image>(*std::move(picture));
    return true;
}

Result<void> StreamSource::connect()
{
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, m_pause, [&] { return m_isInterrupted; });
    }
    m_pause
        = std::clamp(2 * m_pause, std::chrono::milliseconds(kFirstPause), std::chrono::milliseconds(kLongestPause));
    if (isInterrupted())
        return Error{.code = ErrorCode::Disconnected, .detail = "was ended"};
    m_lastSign = Clock::now();
    m_hasOpened = false;
    auto helper = DetectorHelper::start(m_stream, m_name);
    if (!helper)
        return std::move(helper).error();
    const std::lock_guard lock(m_mutex);
    m_helper = *std::move(helper);
    if (m_isInterrupted)
        m_helper->interrupt();
    return {};
}

void StreamSource::disconnect()
{
    const std::lock_guard lock(m_mutex);
    m_helper.reset();
}

void StreamSource::interrupt()
{
    const std::lock_guard lock(m_mutex);
    m_isInterrupted = true;
    if (m_helper)
        m_helper->interrupt();
    m_changed.notify_all();
}

bool StreamSource::isInterrupted()
{
    const std::lock_guard lock(m_mutex);
    return m_isInterrupted;
}

} // namespace cobench::engine
