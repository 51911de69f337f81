// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/frame.h"

#include <deque>
#include <vector>

namespace cobench::detect {

/// Puts outcomes into frame order. Every frame number comes in exactly once and goes out exactly once; what is
/// dropped repeats the newest earlier boxes. Of what waits for a slow device only the newest pictures are kept: a
/// fast one beside it would fill the memory with them. One thread at a time.
class Synchroniser
{
public:
    static constexpr std::size_t kHeldPictures = 16;

    /// `now`: when it became known; later outcomes that waited for it get the same time of release.
    void resolve(Outcome outcome, Time now);

    /// What can be given out since the last call, in frame order.
    std::vector<Outcome> take();
    /// The first frame that is not known yet.
    FrameNumber next() const { return m_next; }

private:
    void reach(std::size_t place);
    void release(Outcome outcome, Time now);

    FrameNumber m_next = 0;
    std::deque<std::optional<Outcome>> m_window; // [0] is frame m_next
    std::vector<Outcome> m_ready;
    Outcome m_newest; // the processed frame given out last
};

} // namespace cobench::detect
