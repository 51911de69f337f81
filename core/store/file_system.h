// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/result.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

namespace cobench::store {

/// A file being written. Destroying it closes it; only sync() makes it durable.
class OutputFile
{
public:
    virtual ~OutputFile() = default;
    virtual Result<void> write(std::span<const std::byte> bytes) = 0;
    virtual Result<void> sync() = 0;
};

/// Every change that the stores make to files outside SQLite goes through here, so that tests can let each single
/// call fail or be the last one. Implementations are thread-safe. Errors: NotFound, DiskFull, ReadOnly, Unreadable.
class FileSystem
{
public:
    virtual ~FileSystem() = default;
    /// Makes a new file; one that exists is an error.
    virtual Result<std::unique_ptr<OutputFile>> create(const std::filesystem::path& path) = 0;
    /// Makes one directory; one that exists is fine.
    virtual Result<void> makeDirectory(const std::filesystem::path& path) = 0;
    /// Replaces `to`.
    virtual Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
    /// A second name for a finished file that is never changed; an error where the file system has no such thing.
    virtual Result<void> link(const std::filesystem::path& file, const std::filesystem::path& name) = 0;
    /// A file or an empty folder; one that is not there is fine.
    virtual Result<void> remove(const std::filesystem::path& path) = 0;
    /// Makes a finished file, written by somebody else, durable.
    virtual Result<void> syncFile(const std::filesystem::path& path) = 0;
    /// Makes creations and renames in `path` durable.
    virtual Result<void> syncDirectory(const std::filesystem::path& path) = 0;
};

std::shared_ptr<FileSystem> posixFileSystem();

/// Where a store keeps its hands on the machine. The defaults are the real ones.
struct Environment {
    std::shared_ptr<FileSystem> files = posixFileSystem();
    std::string sqliteVfs; // empty = SQLite's own
};

} // namespace cobench::store
