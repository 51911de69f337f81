// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <filesystem>

namespace cobench::engine {

struct EngineOptions {
    std::filesystem::path worker; // program to start for each run
    unsigned cores = 0; // 0 = all of the machine
    double idleSeconds = 60.0; // without job and client, the engine ends
};

/// Serves until it is told to stop (a call, SIGTERM, SIGINT) or has been idle long enough. Locked when the user has
/// an engine already. Call before any thread exists: it decides which signals threads see.
Result<void> runEngine(const EngineOptions& options);

} // namespace cobench::engine
