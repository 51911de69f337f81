// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/data_home.h"

#include <cstdlib>

namespace cobench {

std::filesystem::path dataHome()
{
    if (const char* home = std::getenv("XDG_DATA_HOME"); home && *home)
        return home;
    const char* user = std::getenv("HOME");
    return user ? std::filesystem::path(user) / ".local/share" : std::filesystem::path();
}

} // namespace cobench
