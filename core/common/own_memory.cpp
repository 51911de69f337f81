// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/own_memory.h"

#include <fstream>

#include <unistd.h>

namespace cobench {

OwnMemory ownMemory()
{
    std::ifstream statm("/proc/self/statm");
    const auto page = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    OwnMemory pages;
    statm >> pages.mapped >> pages.resident;
    return {.mapped = pages.mapped * page, .resident = pages.resident * page};
}

} // namespace cobench
