// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/detector_child.h"

#include <condition_variable>
#include <mutex>

namespace cobench::engine {

/// Opens a stream and reads it as fast as it gives frames, on a thread of its own that may hang for ever; keeps the
/// newest frame alone.
class StreamCapture
{
public:
    struct Taken {
        std::shared_ptr<const data::Image> picture; // null: none came in time
        std::uint64_t missed = 0; // frames before it that nobody took
    };

    /// The thread ends with the stream or the process.
    static std::shared_ptr<StreamCapture> start(StreamOpener open, std::string target);

    /// The newest frame that was not taken yet. An error when the stream ended: there will be none any more.
    Result<Taken> take(std::chrono::milliseconds patience);

private:
    void follow(const StreamOpener& open, const std::string& target);
    Error readAll(detect::FrameSource& source, const std::string& target);
    void end(Error why);

    std::mutex m_mutex; // guards what follows
    std::condition_variable m_changed;
    std::shared_ptr<const data::Image> m_newest; // null: taken
    std::uint64_t m_missed = 0;
    std::optional<Error> m_end;
};

} // namespace cobench::engine
