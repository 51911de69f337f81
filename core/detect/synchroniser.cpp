// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/synchroniser.h"

#include <cassert>
#include <utility>

namespace cobench::detect {

void Synchroniser::resolve(Outcome outcome, Time now)
{
    assert(outcome.number >= m_next);
    const std::size_t at = outcome.number - m_next;
    if (at == 0 && m_window.empty()) // the usual case with one device
        return release(std::move(outcome), now);
    reach(at);
    assert(!m_window[at]);
    if (at + kHeldPictures < m_window.size())
        outcome.picture = nullptr;
    m_window[at] = std::move(outcome);
    while (!m_window.empty() && m_window.front()) {
        Outcome first = std::move(*m_window.front());
        m_window.pop_front();
        release(std::move(first), now);
    }
}

/// Makes the window end behind that place or further on.
void Synchroniser::reach(std::size_t place)
{
    while (m_window.size() <= place) {
        m_window.emplace_back();
        if (m_window.size() > kHeldPictures)
            if (auto& old = m_window[m_window.size() - 1 - kHeldPictures])
                old->picture = nullptr;
    }
}

void Synchroniser::release(Outcome outcome, Time now)
{
    ++m_next;
    outcome.released = now;
    if (!outcome.dropped) {
        outcome.boxesOf = outcome.number;
        outcome.boxesCaptured = outcome.captured;
        m_newest = outcome;
        m_newest.picture = nullptr;
    } else {
        outcome.boxes = m_newest.boxes;
        outcome.boxesOf = m_newest.boxes ? m_newest.boxesOf : outcome.number;
        outcome.boxesCaptured = m_newest.boxes ? m_newest.boxesCaptured : outcome.captured;
    }
    m_ready.push_back(std::move(outcome));
}

std::vector<Outcome> Synchroniser::take()
{
    return std::exchange(m_ready, {});
}

} // namespace cobench::detect
