// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"

#include <string>

namespace cobench::cli {

void Context::note(std::string_view text) const
{
    if (isQuiet)
        return;
    line.clear();
    const std::string message = std::string(kProgram) + ": " + std::string(text) + "\n";
    std::fwrite(message.data(), 1, message.size(), messages);
}

void Context::warn(const Warning& warning) const
{
    note("warning: " + describe(warning));
}

} // namespace cobench::cli
