// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <filesystem>
#include <string>

namespace cobench::engine {

struct EngineOptions {
    std::filesystem::path worker; // program to start for each run
    unsigned cores = 0; // 0 = all of the machine
    double idleSeconds = 60.0; // without job and client, the engine ends, unless it listens
    std::string listen = {}; // "ADDRESS:PORT" at which other machines may use this one; empty = none may
    bool pair = false; // show a code at the start, not only when nobody is paired yet
};

/// Serves until it is told to stop (a call, SIGTERM, SIGINT) or has been idle long enough. Locked when the user has
/// an engine already. Call before any thread exists: it decides which signals threads see.
Result<void> runEngine(const EngineOptions& options);

} // namespace cobench::engine
