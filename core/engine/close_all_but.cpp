// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/close_all_but.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <initializer_list>

namespace cobench::engine {

bool closeAllBut(int kept)
{
    const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nowhere < 0)
        return false;
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (dup2(nowhere, standard) < 0)
            return false;
    const auto closeRange = [](unsigned first, unsigned last) {
        return first > last || syscall(SYS_close_range, first, last, 0) == 0;
    };
    return closeRange(STDERR_FILENO + 1, static_cast<unsigned>(kept) - 1)
        && closeRange(static_cast<unsigned>(kept) + 1, ~0U);
}

} // namespace cobench::engine
