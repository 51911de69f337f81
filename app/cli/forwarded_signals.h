// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <csignal>
#include <sys/types.h>

namespace cobench::cli {

/// While it lives, signals that ask a program to do something do not end us: those that another process sent to us
/// go to our child, those of the terminal have reached it already. One at a time.
class ForwardedSignals
{
public:
    ForwardedSignals();
    ~ForwardedSignals();
    ForwardedSignals(const ForwardedSignals&) = delete;
    ForwardedSignals& operator=(const ForwardedSignals&) = delete;

    /// 0 = nobody.
    void forwardTo(pid_t child) const;

private:
    static constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGPIPE};
    std::array<struct sigaction, kSignals.size()> m_before{};
};

} // namespace cobench::cli
