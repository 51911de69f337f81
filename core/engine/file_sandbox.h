// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <filesystem>

namespace cobench::engine {

/// From here on this process opens no file but `file`, and that for reading only (Landlock, where the kernel has
/// it); it shortens no file and changes no permissions, owner, times or attributes; it makes no socket, starts no
/// program and no process and signals no other (seccomp). Standard input, output and error lead nowhere, all
/// descriptors but `kept` are closed. For decoders that open what they read themselves. Threads come later only:
/// what ran before is not confined by Landlock.
Result<void> enterFileSandbox(int kept, const std::filesystem::path& file);

/// The same for a camera's device file, which may be written, too.
Result<void> enterCameraSandbox(int kept, const std::filesystem::path& device);

/// The same without a file, but with what looking up a name reads, and connections by IPv4 and IPv6 to wherever the
/// process likes; it accepts none. `address` is not looked at.
Result<void> enterNetworkSandbox(int kept, const std::filesystem::path& address);

} // namespace cobench::engine
