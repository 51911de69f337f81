// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <fstream>
#include <string>

namespace cobench::test {

/// False also for a process that has ended and only waits for its parent to take note.
inline bool isRunning(pid_t pid)
{
    std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    if (!std::getline(stat, line))
        return false;
    const auto state = line.rfind(')') + 2; // the name before it may hold anything
    return state < line.size() && line[state] != 'Z' && line[state] != 'X';
}

} // namespace cobench::test
