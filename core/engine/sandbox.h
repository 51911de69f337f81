// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <cstdint>

namespace cobench::engine {

struct SandboxLimits {
    std::uint64_t memoryBytes = std::uint64_t{4} << 30; // beyond what the process has mapped so far
};

/// From here on this process, with all its threads, opens, makes, reads and writes no file, makes no socket, starts
/// no program and no process, signals no other, and maps no memory as code; what it has open stays usable, `kept`
/// and the memory limit alone: standard input, output and error lead nowhere, all other descriptors are closed.
/// What is refused fails with EPERM or EACCES, for the program to notice. There is no way back. Linux on x86-64 and
/// arm64; Unsupported elsewhere, and where the kernel has no seccomp filters: then nothing may be run.
Result<void> enterSandbox(int kept, const SandboxLimits& limits = {});

} // namespace cobench::engine
