// SPDX-FileCopyrightText: 2026 The CoBench authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/common/file_descriptor.h"
#include "core/common/result.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace cobench::io {

/// A result file that is either wholly there or not at all: bytes go to a hidden neighbour, commit() makes them
/// durable and renames it over the target; without commit() the destructor removes it. An existing target that is
/// no regular file (a pipe, /dev/stdout) is written directly; a symbolic link is followed.
class AtomicFile
{
public:
    static Result<AtomicFile> create(const std::filesystem::path& target);
    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&&) = delete;
    ~AtomicFile();

    Result<void> write(std::span<const std::byte> bytes);
    Result<void> write(std::string_view text) { return write(std::as_bytes(std::span(text))); }
    Result<void> commit();

private:
    AtomicFile() = default;
    Error failed(const char* action) const;
    Result<void> syncDirectory() const;

    FileDescriptor m_file;
    std::filesystem::path m_target;
    std::filesystem::path m_temporary; // empty when written directly
};

Result<void> writeFile(const std::filesystem::path& target, std::string_view text);

} // namespace cobench::io
