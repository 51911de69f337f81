// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/forwarded_signals.h"

#include <atomic>
#include <cerrno>

namespace cobench::cli {

namespace {

// A signal handler has no argument of its own to find it by.
std::atomic<pid_t> activeChild = 0;
std::atomic<int> earlySignal = 0; // came before there was a child
static_assert(std::atomic<pid_t>::is_always_lock_free);

extern "C" void forward(int signal, siginfo_t* info, void* /*context*/)
{
    const int before = errno;
    const pid_t child = activeChild.load();
    const bool isFromAProcess = info->si_code <= 0; // SI_USER, SI_QUEUE, SI_TKILL
    if (isFromAProcess && signal != SIGPIPE) {
        if (child > 0)
            kill(child, signal);
        else
            earlySignal = signal;
    }
    errno = before;
}

} // namespace

ForwardedSignals::ForwardedSignals()
{
    struct sigaction action {
    };
    action.sa_sigaction = forward;
    action.sa_flags = SA_SIGINFO | SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (std::size_t index = 0; index < kSignals.size(); ++index)
        sigaction(kSignals[index], &action, &m_before[index]);
}

ForwardedSignals::~ForwardedSignals()
{
    activeChild = 0;
    for (std::size_t index = 0; index < kSignals.size(); ++index)
        sigaction(kSignals[index], &m_before[index], nullptr);
}

void ForwardedSignals::forwardTo(pid_t child) const
{
    activeChild = child;
    if (const int signal = earlySignal.exchange(0); child > 0 && signal != 0)
        kill(child, signal);
}

} // namespace cobench::cli
