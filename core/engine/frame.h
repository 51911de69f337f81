// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <cstdint>
#include <optional>
#include <string>

namespace cobench::engine {

/// What goes over the socket pair between engine and worker: a JSON text and raw bytes. On the wire: two 32-bit
/// lengths in the machine's own order (both ends are this machine), the text, the bytes.
struct Frame {
    std::string text;
    std::string bytes;
};

inline constexpr std::uint32_t kMaxFrameText = 1U << 20;
inline constexpr std::uint32_t kMaxFrameBytes = 1U << 28;

/// Cuts a byte stream into frames. Holds no more than what arrived.
class FrameReader
{
public:
    void feed(const char* data, std::size_t size) { m_buffer.append(data, size); }
    /// The next whole frame, nothing when more bytes are needed; TooLarge when the stream is not ours.
    Result<std::optional<Frame>> next();

private:
    std::string m_buffer;
    std::size_t m_begin = 0;
};

std::string encodeFrame(const Frame& frame);

/// Writes all of it to a blocking socket. Disconnected when the other side is gone.
Result<void> writeAll(int socket, const std::string& bytes);

/// Blocks for the next frame of a blocking socket. Disconnected at its end.
Result<Frame> readFrame(int socket, FrameReader& reader);

} // namespace cobench::engine
