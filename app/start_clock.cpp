// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/start_clock.h"

#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>

#include <unistd.h>

namespace cobench::app {

namespace {

/// Field 22 of /proc/self/stat: start time after boot in clock ticks. The name in field 2 may hold anything.
double startSeconds()
{
    std::ifstream file("/proc/self/stat");
    std::string line;
    std::getline(file, line);
    std::size_t place = line.rfind(')') + 1;
    for (int field = 3; field < 22 && place != std::string::npos; ++field)
        place = line.find(' ', place + 1);
    return place == std::string::npos ? 0.0
                                      : std::stod(line.substr(place)) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double secondsOf(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

} // namespace

double millisecondsSinceExec()
{
    return (secondsOf(CLOCK_BOOTTIME) - startSeconds()) * 1e3;
}

double processorMilliseconds()
{
    return secondsOf(CLOCK_PROCESS_CPUTIME_ID) * 1e3;
}

} // namespace cobench::app
