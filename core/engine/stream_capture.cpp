// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/stream_capture.h"

#include <thread>
#include <utility>

namespace cobench::engine {

std::shared_ptr<StreamCapture> StreamCapture::start(StreamOpener open, std::string target)
{
    auto capture = std::make_shared<StreamCapture>();
    std::thread([capture, open = std::move(open), target = std::move(target)] {
        capture->follow(open, target);
    }).detach();
    return capture;
}

void StreamCapture::follow(const StreamOpener& open, const std::string& target)
{
    const auto source = open(target);
    end(source ? readAll(**source, target) : source.error());
}

/// Why it ended.
Error StreamCapture::readAll(detect::FrameSource& source, const std::string& target)
{
    for (;;) {
        auto frame = source.next();
        if (!frame)
            return std::move(frame).error();
        if (!*frame)
            return {.code = ErrorCode::Disconnected, .subject = target, .detail = "it gave no more frames"};
        const std::lock_guard lock(m_mutex);
        m_missed += m_newest ? 1 : 0;
        m_newest = std::move((*frame)->picture);
        m_changed.notify_one();
    }
}

void StreamCapture::end(Error why)
{
    const std::lock_guard lock(m_mutex);
    m_end = std::move(why);
    m_changed.notify_one();
}

Result<StreamCapture::Taken> StreamCapture::take(std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, patience, [&] { return m_newest || m_end; });
    if (!m_newest && m_end)
        return *m_end;
    return Taken{std::exchange(m_newest, nullptr), std::exchange(m_missed, 0)};
}

} // namespace cobench::engine
