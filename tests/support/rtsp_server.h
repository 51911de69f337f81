// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace cobench::test {

/// A network camera on this machine, for one viewer at a time: RTSP over TCP with one JPEG of noise, again and
/// again (RFC 2326, RFC 2435). It can be made to hang, as a stopped process does, or to hang up on everybody.
class RtspServer
{
public:
    explicit RtspServer(double rate); // frames/s
    ~RtspServer();
    RtspServer(const RtspServer&) = delete;
    RtspServer& operator=(const RtspServer&) = delete;

    std::uint16_t port() const { return m_port; }
    std::string address() const { return "rtsp://127.0.0.1:" + std::to_string(m_port) + "/live"; }
    enum class Mood { Works, Hangs, HangsUp };
    void set(Mood mood) { m_mood = mood; }
    /// Frames sent so far.
    std::uint64_t sent() const { return m_sent; }
    /// Viewers that ever asked for frames.
    std::uint64_t viewers() const { return m_viewers; }

private:
    struct Jpeg {
        std::string tables; // both quantisation tables
        std::string scan; // what is entropy-coded
    };
    static Jpeg makeJpeg();
    void run();
    void serve(int viewer);
    bool answer(int viewer, const std::string& request);
    bool sendFrame(int viewer);

    double m_rate;
    Jpeg m_jpeg;
    int m_listener = -1;
    std::uint16_t m_port = 0;
    std::uint16_t m_sequence = 0;
    bool m_isPlaying = false;
    std::atomic<Mood> m_mood = Mood::Works;
    std::atomic<std::uint64_t> m_sent = 0;
    std::atomic<std::uint64_t> m_viewers = 0;
    std::atomic<bool> m_isOver = false;
    std::jthread m_thread;
};

} // namespace cobench::test
