// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/progress.h"

#include <cstdio>
#include <mutex>
#include <string>

namespace cobench::cli {

/// "reading 42 %, 3 s left"
std::string describe(const ProgressState& state);

/// One line that is rewritten in place, for terminals only. Work that is over within the delay shows nothing.
/// Thread-safe.
class ProgressLine
{
public:
    explicit ProgressLine(std::FILE* terminal, double delaySeconds = 0.3)
        : m_terminal(terminal)
        , m_delaySeconds(delaySeconds)
    {
    }
    ~ProgressLine() { clear(); }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(const ProgressState& state);
    void showText(const std::string& text);
    void clear();

private:
    void clearLocked();

    std::mutex m_mutex; // guards everything below
    std::FILE* m_terminal;
    double m_delaySeconds;
    bool m_isShown = false;
};

} // namespace cobench::cli
