// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/frame.h"

#include <sys/socket.h>

#include <array>
#include <cassert>
#include <cerrno>
#include <cstring>

namespace cobench::engine {

namespace {

using Lengths = std::array<std::uint32_t, 2>;

Error disconnected(std::string detail)
{
    return {ErrorCode::Disconnected, "worker socket", {}, std::move(detail), {}};
}

} // namespace

Result<std::optional<Frame>> FrameReader::next()
{
    const std::size_t available = m_buffer.size() - m_begin;
    Lengths lengths = {};
    if (available < sizeof(lengths))
        return std::optional<Frame>();
    std::memcpy(lengths.data(), m_buffer.data() + m_begin, sizeof(lengths));
    if (lengths[0] > kMaxFrameText || lengths[1] > kMaxFrameBytes)
        return Error{ErrorCode::TooLarge, "worker socket", {}, "a message is longer than any of ours", {}};
    const std::size_t whole = sizeof(lengths) + lengths[0] + lengths[1];
    if (available < whole)
        return std::optional<Frame>();
    const std::size_t text = m_begin + sizeof(lengths);
    Frame frame{m_buffer.substr(text, lengths[0]), m_buffer.substr(text + lengths[0], lengths[1])};
    m_begin += whole;
    if (m_begin == m_buffer.size() || m_begin > (1U << 16)) {
        m_buffer.erase(0, m_begin);
        m_begin = 0;
    }
    return std::optional(std::move(frame));
}

std::string encodeFrame(const Frame& frame)
{
    assert(frame.text.size() <= kMaxFrameText && frame.bytes.size() <= kMaxFrameBytes);
    const Lengths lengths{
        static_cast<std::uint32_t>(frame.text.size()), static_cast<std::uint32_t>(frame.bytes.size())};
    std::string out(sizeof(lengths), '\0');
    std::memcpy(out.data(), lengths.data(), sizeof(lengths));
    return out + frame.text + frame.bytes;
}

Result<void> writeAll(int socket, const std::string& bytes)
{
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const ssize_t n = send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return disconnected(std::strerror(errno));
        sent += static_cast<std::size_t>(n);
    }
    return {};
}

Result<Frame> readFrame(int socket, FrameReader& reader)
{
    std::array<char, 1U << 16> chunk;
    for (;;) {
        auto frame = reader.next();
        if (!frame)
            return std::move(frame).error();
        if (*frame)
            return std::move(**frame);
        const ssize_t n = recv(socket, chunk.data(), chunk.size(), 0);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return disconnected(n == 0 ? "closed" : std::strerror(errno));
        reader.feed(chunk.data(), static_cast<std::size_t>(n));
    }
}

} // namespace cobench::engine
