// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <filesystem>

namespace cobench::engine {

/// Where a user's one engine is met: $XDG_RUNTIME_DIR/cobench, else /tmp/cobench-UID; mode 0700.
struct RuntimeDirectory {
    std::filesystem::path socket;
    std::filesystem::path lock;
};

/// Makes `folder` with mode 0700 when it is missing. Forbidden, with `cure`, when it belongs to somebody else, is a
/// link, or others may enter.
Result<void> openPrivateFolder(const std::filesystem::path& folder, const std::string& cure);

/// Makes it when missing. Forbidden when it belongs to somebody else, is a link, or others may enter.
Result<RuntimeDirectory> openRuntimeDirectory();

/// $XDG_STATE_HOME/cobench/engine.log
std::filesystem::path engineLogPath();

/// A program of ours that lies beside the running one, or in ../libexec/cobench. Empty when it is in neither.
std::filesystem::path findProgram(const char* name);
/// The same for a library that is loaded when needed.
std::filesystem::path findModule(const char* name);

/// Whether somebody accepts connections there.
bool isListening(const std::filesystem::path& socket);

} // namespace cobench::engine
