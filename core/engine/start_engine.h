// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cobench::engine {

/// Runs `program --background ARGUMENTS`, which leaves an engine of its own session behind unless there is one.
/// Returns before that engine listens.
Result<void> startEngine(const std::filesystem::path& program, const std::vector<std::string>& arguments);

/// For --background: goes on in a child of its own session, whose output goes to the log and which shares no open
/// file with whoever started it. Must be called before any thread exists. In the starter's process, exits.
Result<void> moveToBackground(const std::filesystem::path& log);

} // namespace cobench::engine
