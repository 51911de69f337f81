// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/file_descriptor.h"
#include "core/common/result.h"

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace cobench::engine {

/// A program that was started and the engine's end of the socket pair to it. Whoever holds it kills and reaps.
struct SpawnedProgram {
    /// Nothing where it has ended, reaped or not. Any thread.
    void kill() const;

    pid_t pid = -1;
    FileDescriptor pidfd; // readable: it has ended
    FileDescriptor socket;
};

/// Starts `program` by exec, its end of the socket pair on kWorkerSocket, in a process group of its own.
/// `environment`: "NAME=value", instead of or added to the caller's. One thread must live as long as the child,
/// where the child asks the kernel for a signal at its parent's end.
Result<SpawnedProgram> spawnProgram(
    const std::filesystem::path& program, const std::vector<std::string>& environment);

/// "exit code 1", "killed by signal 9".
std::string exitTextOf(int status);

} // namespace cobench::engine
