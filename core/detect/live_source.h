// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/live_shared.h"

namespace cobench::detect {

/// The source's thread of a live run: takes frames at their pace, or as they come, and hands them to the
/// dispatcher.
class LiveSource
{
public:
    explicit LiveSource(LiveShared& run)
        : m_run(run)
    {
    }

    /// Until the source ends, enough frames came, or the run is over.
    void read();

private:
    using Lock = LiveShared::Lock;

    bool readOne(FrameNumber& number);
    bool awaitRoom(Lock& lock);
    void awaitTurn(Lock& lock, FrameNumber number);
    void awaitLive(Lock& lock, FrameNumber number);
    void awaitDue(Lock& lock, FrameNumber number);
    void handOver(Lock& lock, FrameNumber number, SourcedFrame& frame);

    LiveShared& m_run;
};

} // namespace cobench::detect
