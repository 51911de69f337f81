// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <filesystem>

namespace cobench::engine {

/// From here on this process opens no file but `file`, and that for reading only (Landlock, where the kernel has
/// it); it makes no socket, starts no program and no process and signals no other (seccomp). For decoders that open
/// what they read themselves. Threads come later only: what ran before is not confined by Landlock.
Result<void> enterFileSandbox(const std::filesystem::path& file);

} // namespace cobench::engine
