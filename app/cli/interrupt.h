// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"

namespace cobench::cli {

/// While it lives, the first SIGINT or SIGTERM cancels instead of killing; a second one kills. One at a time.
class InterruptGuard
{
public:
    InterruptGuard();
    ~InterruptGuard();
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;

    CancelToken token() const { return m_cancel.token(); }
    /// The signal that came, 0 for none.
    static int signalSeen();
    /// What a program leaves that a signal ended: 128 + the signal; 0 for none.
    static int exitStatus() { return signalSeen() == 0 ? 0 : 128 + signalSeen(); }

private:
    CancelSource m_cancel;
};

} // namespace cobench::cli
