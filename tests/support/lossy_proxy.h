// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

namespace cobench::test {

/// A TCP link on loopback that can be as bad as a test wants it: late, slow, silent, broken, or away. Everything
/// may be changed while it carries.
class LossyProxy
{
public:
    /// Carries connections to its port() on to `target` on loopback.
    explicit LossyProxy(std::uint16_t target);
    ~LossyProxy();
    LossyProxy(const LossyProxy&) = delete;
    LossyProxy& operator=(const LossyProxy&) = delete;

    std::uint16_t port() const { return m_port; }
    void delay(std::chrono::milliseconds each) { m_delayMs = each.count(); } // in each direction
    /// Later still by up to that, drawn anew for each piece; order stays, as TCP keeps it.
    void jitter(std::chrono::milliseconds most) { m_jitterMs = most.count(); }
    /// That share of the pieces is lost and sent again, which takes its time; what follows waits for it.
    void lose(double share) { m_loss = share; }
    void limit(std::uint64_t bytesPerSecond) { m_rate = bytesPerSecond; } // in each direction; 0 = none
    /// Takes bytes no more and gives none, without a word to either end, as a cable that is pulled.
    void stall(bool silent) { m_isSilent = silent; }
    /// Breaks every connection there is.
    void reset() { ++m_resets; }
    /// Whether new connections are broken at once.
    void refuse(bool away) { m_isAway = away; }

private:
    struct Link;
    void run(const std::stop_token& stop);
    void accept(std::vector<std::unique_ptr<Link>>& links) const;

    std::uint16_t m_target;
    int m_listener = -1;
    std::uint16_t m_port = 0;
    std::atomic<std::int64_t> m_delayMs = 0;
    std::atomic<std::int64_t> m_jitterMs = 0;
    std::atomic<double> m_loss = 0.0;
    std::atomic<std::uint64_t> m_rate = 0;
    std::atomic<bool> m_isSilent = false;
    std::atomic<unsigned> m_resets = 0;
    std::atomic<bool> m_isAway = false;
    std::jthread m_thread;
};

} // namespace cobench::test
