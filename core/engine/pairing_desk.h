// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/spake2.h"

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <string>

namespace cobench::engine {

/// Where machines that want to use this one are paired with it. Closed until a code is shown; a code pairs one
/// machine, lasts ten minutes and three tries. Thread-safe.
///
/// The machine (side A) and this one (side B) prove to each other by SPAKE2 that they know the code, with the
/// fingerprints of both certificates of their connection as identities. Somebody in between has another certificate
/// on at least one of the two connections, so that a proof of one side is none to the other, and must guess the
/// code, once a try.
class PairingDesk
{
public:
    using Clock = std::chrono::steady_clock;
    static constexpr int kTries = 3;
    static constexpr std::chrono::seconds kOpenFor{600};

    /// `now`: replaced by tests.
    explicit PairingDesk(std::string fingerprint, std::function<Clock::time_point()> now = Clock::now);

    /// A new code, "1234-5678", in place of any earlier one.
    Result<std::string> open();
    bool isOpen() const;
    /// Counts a try of the machine with that certificate. Its share for ours. Forbidden when the desk is closed.
    Result<std::string> begin(const std::string& fingerprint, std::string_view share);
    /// The machine's proof for ours: it is paired, and the desk closed. Forbidden for a wrong code.
    Result<std::string> finish(const std::string& fingerprint, std::string_view proof);

private:
    bool isOpenNow() const;

    const std::string m_fingerprint;
    const std::function<Clock::time_point()> m_now;
    mutable std::mutex m_mutex; // guards all that follows
    std::string m_secret;
    Clock::time_point m_end;
    int m_triesLeft = 0;
    std::map<std::string, Spake2> m_exchanges; // by fingerprint; at most kTries
};

} // namespace cobench::engine
