// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progress_line.h"

#include <cmath>

namespace cobench::cli {

std::string describe(const ProgressState& state)
{
    std::string text = state.stage;
    if (state.total == 0)
        return text;
    const double share = 100.0 * static_cast<double>(state.done) / static_cast<double>(state.total);
    text += " " + std::to_string(static_cast<int>(share)) + " %";
    if (const double left = secondsLeft(state); left >= 1.0)
        text += ", " + std::to_string(static_cast<long>(std::ceil(left))) + " s left";
    return text;
}

void ProgressLine::show(const ProgressState& state)
{
    if (state.elapsedSeconds >= m_delaySeconds)
        showText(describe(state));
}

void ProgressLine::showText(const std::string& text)
{
    const std::lock_guard lock(m_mutex);
    clearLocked();
    std::fputs(text.c_str(), m_terminal);
    std::fflush(m_terminal);
    m_isShown = true;
}

void ProgressLine::clear()
{
    const std::lock_guard lock(m_mutex);
    clearLocked();
}

void ProgressLine::clearLocked()
{
    if (m_isShown)
        std::fputs("\r\x1b[K", m_terminal);
    m_isShown = false;
}

} // namespace cobench::cli
