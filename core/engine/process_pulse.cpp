// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/process_pulse.h"

#include <cstdio>
#include <cstring>
#include <memory>

namespace cobench::engine {

ProcessPulse::ProcessPulse(pid_t child)
    : m_child(child)
    , m_ticks(look().ticks)
    , m_sinceWork(Clock::now())
{
}

ProcessPulse::Sight ProcessPulse::look() const
{
    char path[32] = {};
    std::snprintf(path, sizeof path, "/proc/%d/stat", m_child);
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path, "re"), std::fclose);
    char text[512] = {};
    if (!file || !std::fgets(text, sizeof text, file.get()))
        return {};
    Sight sight;
    unsigned long user = 0;
    unsigned long system = 0;
    const char* afterName = std::strrchr(text, ')'); // the name may hold anything
    if (!afterName
        || std::sscanf(
               afterName + 1, " %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &sight.state, &user, &system)
            != 3)
        return {};
    sight.ticks = user + system;
    return sight;
}

ProcessPulse::Clock::duration ProcessPulse::idleTime()
{
    const Sight sight = look();
    const bool isDue = sight.state == 'R' || sight.state == 'D'; // it would work if it could
    if (isDue || sight.ticks != m_ticks)
        m_sinceWork = Clock::now();
    m_ticks = sight.ticks;
    return Clock::now() - m_sinceWork;
}

} // namespace cobench::engine
