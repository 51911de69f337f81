// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupt.h"

#include <atomic>
#include <csignal>

namespace cobench::cli {

namespace {

// A signal handler has no argument of its own to find these by.
std::atomic<CancelSource*> activeSource = nullptr;
std::atomic<int> seenSignal = 0;
static_assert(std::atomic<CancelSource*>::is_always_lock_free && std::atomic<int>::is_always_lock_free);

extern "C" void onInterrupt(int signal)
{
    seenSignal.store(signal);
    if (CancelSource* source = activeSource.load())
        source->cancel();
}

void install(void (*handler)(int))
{
    struct sigaction action {
    };
    action.sa_handler = handler;
    action.sa_flags = handler == SIG_DFL ? 0 : static_cast<int>(SA_RESETHAND);
    sigemptyset(&action.sa_mask);
    for (const int signal : {SIGINT, SIGTERM})
        sigaction(signal, &action, nullptr);
}

} // namespace

InterruptGuard::InterruptGuard()
{
    seenSignal = 0;
    activeSource = &m_cancel;
    install(onInterrupt);
}

InterruptGuard::~InterruptGuard()
{
    install(SIG_DFL);
    activeSource = nullptr;
}

int InterruptGuard::signalSeen()
{
    return seenSignal;
}

} // namespace cobench::cli
