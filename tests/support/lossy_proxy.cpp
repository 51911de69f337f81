// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/lossy_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <deque>
#include <random>
#include <string>

namespace cobench::test {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kChunk = 1U << 14;
constexpr std::size_t kMostWaiting = 1U << 18; // then it takes no more, as a router's queue
constexpr int kTickMs = 2;
constexpr std::chrono::milliseconds kResend{250}; // until a sender misses what was lost, and sends it again

struct Weather {
    std::chrono::milliseconds delay{0};
    std::chrono::milliseconds jitter{0};
    double loss = 0.0;
    std::uint64_t rate = 0; // bytes/s; 0 = any
};

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

void breakOff(int socket)
{
    const linger hard{.l_onoff = 1, .l_linger = 0}; // a reset instead of an end
    setsockopt(socket, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    close(socket);
}

/// Bytes under way in one direction.
class Flow
{
public:
    Flow(int from, int to)
        : m_from(from)
        , m_to(to)
    {
    }

    /// False when either end is gone.
    bool move(const Weather& weather) { return take(weather) && give(weather.rate); }

private:
    struct Piece {
        Clock::time_point due;
        std::string bytes;
    };

    Clock::duration lateness(const Weather& weather)
    {
        std::uniform_real_distribution<double> draw(0.0, 1.0);
        const std::chrono::duration<double, std::milli> jitter = draw(m_random) * weather.jitter;
        const bool isLost = draw(m_random) < weather.loss;
        return weather.delay + std::chrono::duration_cast<Clock::duration>(jitter)
            + (isLost ? kResend : 0 * kResend);
    }

    bool take(const Weather& weather)
    {
        std::array<char, kChunk> chunk;
        while (m_waiting < kMostWaiting) {
            const ssize_t n = recv(m_from, chunk.data(), chunk.size(), MSG_DONTWAIT);
            if (n == 0 || (n < 0 && errno != EAGAIN))
                return false;
            if (n < 0)
                return true;
            m_pieces.push_back({Clock::now() + lateness(weather), {chunk.data(), static_cast<std::size_t>(n)}});
            m_waiting += static_cast<std::size_t>(n);
        }
        return true;
    }

    bool give(std::uint64_t rate)
    {
        const auto now = Clock::now();
        const std::chrono::duration<double> since = now - std::exchange(m_last, now);
        m_credit = std::min(m_credit + since.count() * static_cast<double>(rate), static_cast<double>(kChunk));
        while (!m_pieces.empty() && m_pieces.front().due <= now) {
            std::string& bytes = m_pieces.front().bytes;
            const std::size_t most = rate == 0 ? bytes.size() : std::min(bytes.size(), std::size_t(m_credit));
            if (most == 0)
                return true;
            const ssize_t n = send(m_to, bytes.data(), most, MSG_DONTWAIT | MSG_NOSIGNAL);
            if (n < 0)
                return errno == EAGAIN;
            m_credit -= rate == 0 ? 0.0 : static_cast<double>(n);
            m_waiting -= static_cast<std::size_t>(n);
            bytes.erase(0, static_cast<std::size_t>(n));
            if (bytes.empty())
                m_pieces.pop_front();
        }
        return true;
    }

    int m_from;
    int m_to;
    std::deque<Piece> m_pieces;
    std::size_t m_waiting = 0;
    double m_credit = 0.0;
    std::minstd_rand m_random; // the same weather in every run
    Clock::time_point m_last = Clock::now();
};

} // namespace

struct LossyProxy::Link {
    Link(int a, int b)
        : client(a)
        , server(b)
        , there(a, b)
        , back(b, a)
    {
    }
    ~Link()
    {
        breakOff(client);
        breakOff(server);
    }

    int client;
    int server;
    Flow there;
    Flow back;
};

LossyProxy::LossyProxy(std::uint16_t target)
    : m_target(target)
    , m_listener(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    const bool isListening = bind(m_listener, reinterpret_cast<sockaddr*>(&address), size) == 0
        && listen(m_listener, 64) == 0
        && getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    m_port = isListening ? ntohs(address.sin_port) : 0;
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

LossyProxy::~LossyProxy()
{
    m_thread = {};
    close(m_listener);
}

void LossyProxy::accept(std::vector<std::unique_ptr<Link>>& links) const
{
    const int client = accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0)
        return;
    const int server = m_isAway ? -1 : socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(m_target);
    if (server < 0 || connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        breakOff(client);
        if (server >= 0)
            close(server);
        return;
    }
    const int now = 1;
    for (const int end : {client, server})
        setsockopt(end, IPPROTO_TCP, TCP_NODELAY, &now, sizeof now);
    links.push_back(std::make_unique<Link>(client, server));
}

void LossyProxy::run(const std::stop_token& stop)
{
    std::vector<std::unique_ptr<Link>> links;
    unsigned resets = m_resets;
    while (!stop.stop_requested()) {
        pollfd waiting{.fd = m_listener, .events = POLLIN, .revents = 0};
        if (poll(&waiting, 1, kTickMs) > 0 && !m_isSilent)
            accept(links);
        if (resets != m_resets) {
            resets = m_resets;
            links.clear();
        }
        if (m_isSilent)
            continue;
        const Weather weather{
            std::chrono::milliseconds(m_delayMs), std::chrono::milliseconds(m_jitterMs), m_loss, m_rate};
        std::erase_if(links, [&](const std::unique_ptr<Link>& link) {
            return !link->there.move(weather) || !link->back.move(weather);
        });
    }
}

} // namespace cobench::test
