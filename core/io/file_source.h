// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/cancel.h"
#include "core/common/progress.h"
#include "core/common/result.h"
#include "core/io/read_context.h"

#include <filesystem>

namespace cobench::io {

/// Larger files are refused before they are opened.
constexpr std::uint64_t kMaxFileBytes = std::uint64_t{4} << 30;

/// Reads a regular file into memory. Pipes, devices, sockets and directories are refused at once (Forbidden), never
/// waited for; symbolic links are followed to a regular file only. Read rather than mapped: a file that another
/// process cuts short must become an error, not a signal. Advances `progress` by the bytes read.
Result<Bytes> readFile(const std::filesystem::path& path,
    Progress& progress,
    const CancelToken& cancel,
    std::uint64_t maxBytes = kMaxFileBytes);

/// Size of a regular file; the errors of readFile.
Result<std::uint64_t> regularFileSize(const std::filesystem::path& path);

struct FileHash {
    std::uint64_t bytes = 0;
    std::string sha256;
};
/// Of a regular file of any size, also an empty one, without holding it in memory. Errors and progress of readFile.
Result<FileHash> hashFile(const std::filesystem::path& path, Progress& progress, const CancelToken& cancel);

} // namespace cobench::io
