// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/rtsp_server.h"

#include "core/data/encode_jpeg.h"
#include "core/detect/sources.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace cobench::test {

namespace {

constexpr std::uint32_t kWidth = 320;
constexpr std::uint32_t kHeight = 240;
constexpr std::size_t kMostPayload = 1300; // bytes of a packet
constexpr int kLookMs = 10;
constexpr int kJpegPayload = 26;
constexpr int kTicks = 90000; // of a second

std::string bytes(std::uint64_t value, int count)
{
    std::string text;
    for (int byte = count - 1; byte >= 0; --byte)
        text += static_cast<char>(value >> (8 * byte) & 0xFF);
    return text;
}

bool sendAll(int socket, const std::string& text)
{
    for (std::size_t sent = 0; sent < text.size();) {
        const ssize_t n = send(socket, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
        if (n <= 0)
            return false;
        sent += static_cast<std::size_t>(n);
    }
    return true;
}

bool isReadable(int socket)
{
    pollfd waiting{.fd = socket, .events = POLLIN, .revents = 0};
    return poll(&waiting, 1, kLookMs) > 0;
}

std::string fieldOf(const std::string& request, const std::string& name)
{
    const std::size_t at = request.find(name + ": ");
    const std::size_t from = at == std::string::npos ? at : at + name.size() + 2;
    return at == std::string::npos ? std::string() : request.substr(from, request.find("\r\n", from) - from);
}

} // namespace

RtspServer::RtspServer(double rate)
    : m_rate(rate)
    , m_jpeg(makeJpeg())
    , m_listener(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bind(m_listener, reinterpret_cast<sockaddr*>(&address), sizeof address);
    listen(m_listener, 8);
    socklen_t size = sizeof address;
    getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size);
    m_port = ntohs(address.sin_port);
    m_thread = std::jthread([this] { run(); });
}

RtspServer::~RtspServer()
{
    m_isOver = true;
    m_thread.join();
    close(m_listener);
}

/// Its parts, as RTP carries them.
RtspServer::Jpeg RtspServer::makeJpeg()
{
    const std::string file = data::encodeJpeg(detect::noisePicture(kWidth, kHeight), 50);
    Jpeg parts;
    std::size_t at = 2; // behind the start of the file
    for (;;) {
        const auto marker = static_cast<unsigned char>(file[at + 1]);
        const std::size_t length = static_cast<unsigned char>(file[at + 2]) * std::size_t{256}
            + static_cast<unsigned char>(file[at + 3]);
        const std::string content = file.substr(at + 4, length - 2);
        at += 2 + length;
        for (std::size_t table = 0; marker == 0xDB && table + 65 <= content.size(); table += 65)
            parts.tables += content.substr(table + 1, 64);
        if (marker == 0xDA)
            break;
    }
    parts.scan = file.substr(at, file.size() - at - 2); // without the end of the file
    return parts;
}

void RtspServer::run()
{
    while (!m_isOver) {
        if (m_mood == Mood::Hangs || !isReadable(m_listener)) {
            std::this_thread::sleep_for(std::chrono::milliseconds(kLookMs));
            continue;
        }
        const int viewer = accept(m_listener, nullptr, nullptr);
        if (m_mood == Mood::Works)
            serve(viewer);
        close(viewer);
    }
}

void RtspServer::serve(int viewer)
{
    using Clock = std::chrono::steady_clock;
    m_isPlaying = false;
    std::string received;
    Clock::time_point due = Clock::now();
    while (!m_isOver && m_mood != Mood::HangsUp) {
        if (m_mood == Mood::Hangs) {
            std::this_thread::sleep_for(std::chrono::milliseconds(kLookMs));
            continue;
        }
        std::array<char, 4096> chunk;
        if (isReadable(viewer)) {
            const ssize_t n = recv(viewer, chunk.data(), chunk.size(), 0);
            if (n <= 0)
                return;
            received.append(chunk.data(), static_cast<std::size_t>(n));
        }
        for (std::size_t end = 0; (end = received.find("\r\n\r\n")) != std::string::npos;) {
            const std::size_t from
                = std::min(received.find_first_of("ODSPGT"), end); // behind reports of the viewer
            if (!answer(viewer, received.substr(from, end + 2 - from)))
                return;
            received.erase(0, end + 4);
        }
        if (m_isPlaying && Clock::now() >= due) {
            if (!sendFrame(viewer))
                return;
            due = std::max(due, Clock::now() - std::chrono::seconds(1))
                + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(1.0 / m_rate));
        }
    }
}

bool RtspServer::answer(int viewer, const std::string& request)
{
    std::string head = "RTSP/1.0 200 OK\r\nCSeq: " + fieldOf(request, "CSeq") + "\r\n";
    std::string body;
    if (request.starts_with("OPTIONS")) {
        head += "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n";
    } else if (request.starts_with("DESCRIBE")) {
        body = "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=noise\r\nt=0 0\r\nm=video 0 RTP/AVP "
            + std::to_string(kJpegPayload) + "\r\na=control:0\r\na=framerate:" + std::to_string(m_rate) + "\r\n";
        head += "Content-Type: application/sdp\r\nContent-Base: " + address() + "/\r\n";
    } else if (request.starts_with("SETUP")) {
        head += "Session: 1\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n";
    } else if (request.starts_with("PLAY")) {
        head += "Session: 1\r\nRTP-Info: url=" + address() + "/0;seq=0;rtptime=0\r\n";
        m_isPlaying = true;
        ++m_viewers;
    }
    return sendAll(viewer, head + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
}

bool RtspServer::sendFrame(int viewer)
{
    const auto ticks = static_cast<std::uint32_t>(static_cast<double>(m_sent) * kTicks / m_rate);
    for (std::size_t at = 0; at < m_jpeg.scan.size();) {
        const std::string piece = m_jpeg.scan.substr(at, kMostPayload);
        const bool isLast = at + piece.size() == m_jpeg.scan.size();
        std::string packet = bytes(0x80, 1) + bytes((isLast ? 0x80 : 0) | kJpegPayload, 1) + bytes(m_sequence++, 2)
            + bytes(ticks, 4) + bytes(1, 4);
        packet += bytes(0, 1) + bytes(at, 3) + bytes(1, 1) + bytes(255, 1) + bytes(kWidth / 8, 1)
            + bytes(kHeight / 8, 1);
        if (at == 0)
            packet += bytes(0, 2) + bytes(m_jpeg.tables.size(), 2) + m_jpeg.tables;
        packet += piece;
        if (!sendAll(viewer, "$" + bytes(0, 1) + bytes(packet.size(), 2) + packet))
            return false;
        at += piece.size();
    }
    ++m_sent;
    return true;
}

} // namespace cobench::test
